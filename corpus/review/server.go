package review

import (
	"crypto/rand"
	"crypto/subtle"
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"strings"

	"tritext/corpus/report"
)

//go:embed assets
var assets embed.FS

// Server is the page of a Session. What it answers is for the one person who was
// given its address:
//
//   - It listens on 127.0.0.1, and answers only where the request names that host
//     (a page elsewhere whose name was made to lead here does not).
//   - All of it stands below a random token of 128 bits, in the path: no cookie is
//     there that a browser would send along for a page elsewhere.
//   - What changes something is asked by POST, as JSON, with a header that a form
//     cannot send and an Origin that must be the page's own.
//   - The page loads nothing from elsewhere and has no inline script or style; its
//     policy (CSP) forbids both. All text is put into it as text.
type Server struct {
	session *Session
	audit   *Audit // nil: review
	token   string
	host    string
	mux     *http.ServeMux
}

// maxRequest bounds what a page may send, in bytes.
const maxRequest = 1 << 20

// policy is what the page may load and do: its own files, nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// NewToken makes a random token of 128 bits.
func NewToken() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// NewServer makes the page of a session, which listens under host ("127.0.0.1:8080").
// With an audit, the page judges its sample.
func NewServer(s *Session, a *Audit, host, token string) *Server {
	v := &Server{session: s, audit: a, token: token, host: host, mux: http.NewServeMux()}
	at := "/" + token + "/"
	v.mux.HandleFunc("GET "+at+"{$}", v.file("review.html", "text/html; charset=utf-8"))
	v.mux.HandleFunc("GET "+at+"base.css", asset("base.css", "text/css; charset=utf-8"))
	v.mux.HandleFunc("GET "+at+"base.js", asset("base.js", "text/javascript; charset=utf-8"))
	v.mux.HandleFunc("GET "+at+"review.css", v.file("review.css", "text/css; charset=utf-8"))
	v.mux.HandleFunc("GET "+at+"review.js", v.file("review.js", "text/javascript; charset=utf-8"))
	v.mux.HandleFunc("GET "+at+"audit.js", v.file("audit.js", "text/javascript; charset=utf-8"))
	v.mux.HandleFunc("GET "+at+"api/about", answer(v.about))
	v.mux.HandleFunc("GET "+at+"api/queue", answer(func(*http.Request) (any, error) { return v.session.Queue() }))
	v.mux.HandleFunc("GET "+at+"api/document", answer(func(r *http.Request) (any, error) {
		return v.session.Show(r.FormValue("doc"), r.FormValue("view"))
	}))
	v.mux.HandleFunc("GET "+at+"api/context", answer(func(r *http.Request) (any, error) {
		return v.session.Context(r.FormValue("doc"), strings.Split(r.FormValue("units"), ","))
	}))
	v.mux.HandleFunc("POST "+at+"api/edit", answer(func(r *http.Request) (any, error) {
		var e Edit
		if err := readJSON(r, &e); err != nil {
			return nil, err
		}
		return v.session.Do(e)
	}))
	v.mux.HandleFunc("POST "+at+"api/apply", answer(func(*http.Request) (any, error) {
		n, err := v.session.Apply()
		return map[string]int{"applied": n}, err
	}))
	v.mux.HandleFunc("GET "+at+"api/audit", answer(func(*http.Request) (any, error) {
		if v.audit == nil {
			return nil, refuse("this is no audit")
		}
		return v.audit.page(), nil
	}))
	v.mux.HandleFunc("POST "+at+"api/judge", answer(func(r *http.Request) (any, error) {
		var j Judgement
		if err := readJSON(r, &j); err != nil {
			return nil, err
		}
		if v.audit == nil {
			return nil, refuse("this is no audit")
		}
		return v.audit.Judge(j)
	}))
	return v
}

// Address is where the page is to be found.
func (v *Server) Address() string { return "http://" + v.host + "/" + v.token + "/" }

// about tells what the page is of.
func (v *Server) about(*http.Request) (any, error) {
	type action struct {
		Name  string `json:"name"`
		Title string `json:"title"`
		Keys  string `json:"keys"`
	}
	var all []action
	for _, a := range Actions {
		all = append(all, action{a.Name, a.Title, a.Keys})
	}
	readOnly := ""
	if v.session.ReadOnly != nil {
		readOnly = v.session.ReadOnly.Error()
	}
	return map[string]any{
		"corpus": v.session.dir, "editor": v.session.opt.Editor, "readOnly": readOnly,
		"pending": v.session.Pending(), "actions": all, "audit": v.audit != nil,
	}, nil
}

// ServeHTTP guards the page and answers.
func (v *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if status, what := v.guard(r); status != http.StatusOK {
		http.Error(w, what, status)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxRequest)
	v.mux.ServeHTTP(w, r)
}

// guard tells whether a request may come from the page.
func (v *Server) guard(r *http.Request) (status int, what string) {
	_, port, err := net.SplitHostPort(v.host)
	if err != nil || r.Host != v.host && r.Host != "localhost:"+port {
		return http.StatusMisdirectedRequest, "this address answers to its own name only"
	}
	first, rest, found := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if !found || subtle.ConstantTimeCompare([]byte(first), []byte(v.token)) != 1 {
		return http.StatusNotFound, "not found: open the address that tritext printed"
	}
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return http.StatusForbidden, "asked by a page elsewhere"
	}
	page := rest == "" && r.Method == http.MethodGet // a person may come from a link
	if site := r.Header.Get("Sec-Fetch-Site"); !page && site != "" && site != "same-origin" {
		return http.StatusForbidden, "asked by a page elsewhere"
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || kind != "application/json" || r.Header.Get("X-Tritext") != "review" {
			return http.StatusForbidden, "not asked by the review page"
		}
	}
	return http.StatusOK, ""
}

// file answers with an embedded file.
func (v *Server) file(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		b, err := assets.ReadFile("assets/" + name)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(b)
	}
}

// asset answers with a file that all pages of ours share.
func asset(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, report.Asset(name))
	}
}

// requestError is a fault of what was sent.
type requestError struct{ error }

// readJSON reads what a page has sent.
func readJSON(r *http.Request, to any) error {
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return requestError{err}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return requestError{errors.New("more than one value")}
	}
	return nil
}

// answer makes a handler that answers with JSON. An error is {"error": …}: 409 for
// a page that is old, 422 for what cannot be done there.
func answer(of func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := of(r)
		status := http.StatusOK
		if err != nil {
			var refused *RefusedError
			var conflict *ConflictError
			var request requestError
			switch {
			case errors.As(err, &conflict):
				status = http.StatusConflict
			case errors.As(err, &refused):
				status = http.StatusUnprocessableEntity
			case errors.As(err, &request):
				status = http.StatusBadRequest
			default:
				status = http.StatusInternalServerError
			}
			v = map[string]string{"error": err.Error()}
		}
		if x, ok := v.(*View); ok && x != nil && x.Milliseconds > 0 {
			w.Header().Set("Server-Timing", fmt.Sprintf("realign;dur=%.1f", x.Milliseconds))
		}
		body, err := json.Marshal(v)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}
