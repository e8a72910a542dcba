package review

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const host = "127.0.0.1:7777"

// request asks a server as its own page would, but for what change says.
func request(v *Server, method, path, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+host+path, strings.NewReader(body))
	r.Host = host
	if method == "POST" {
		r.Header.Set("Origin", "http://"+host)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Tritext", "review")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	v.ServeHTTP(w, r)
	return w
}

// Nobody but the page itself can read anything or do anything.
func TestServerIsSafe(t *testing.T) {
	s := openSession(t, corpusOf(t), "Анна")
	v := NewServer(s, nil, host, NewToken())
	at := "/" + v.token + "/"
	edit := `{"doc":"` + library + `","version":0,"action":"accept"}`
	for _, c := range []struct {
		name, method, path, body string
		change                   func(*http.Request)
		status                   int
	}{
		{"no token", "GET", "/", "", nil, 404},
		{"no token, a file", "GET", "/review.js", "", nil, 404},
		{"wrong token", "GET", "/" + strings.Repeat("A", 22) + "/api/queue", "", nil, 404},
		{"part of the token", "GET", "/" + v.token[:21] + "/api/queue", "", nil, 404},
		{"token without a slash", "GET", "/" + v.token, "", nil, 404},
		{"token in a query", "GET", "/?token=" + v.token, "", nil, 404},
		{"another host", "GET", at + "api/queue", "", func(r *http.Request) { r.Host = "example.org" }, 421},
		{"another host of this port", "GET", at, "", func(r *http.Request) { r.Host = "evil.example:7777" }, 421},
		{"another port", "GET", at, "", func(r *http.Request) { r.Host = "127.0.0.1:80" }, 421},
		{"no host", "GET", at, "", func(r *http.Request) { r.Host = "" }, 421},
		{"localhost is this host", "GET", at, "", func(r *http.Request) { r.Host = "localhost:7777" }, 200},
		{"another origin", "GET", at + "api/queue", "", func(r *http.Request) { r.Header.Set("Origin", "https://example.org") }, 403},
		{"an origin without name", "POST", at + "api/edit", edit, func(r *http.Request) { r.Header.Set("Origin", "null") }, 403},
		{"a page elsewhere embeds", "GET", at + "api/queue", "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"a link from elsewhere to the page", "GET", at, "", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 200},
		{"another origin posts", "POST", at + "api/edit", edit, func(r *http.Request) { r.Header.Set("Origin", "https://example.org") }, 403},
		{"a page of another port posts", "POST", at + "api/edit", edit, func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:8080") }, 403},
		{"a form posts", "POST", at + "api/edit", edit, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 403},
		{"without the page's header", "POST", at + "api/edit", edit, func(r *http.Request) { r.Header.Del("X-Tritext") }, 403},
		{"GET changes nothing", "GET", at + "api/edit?doc=" + library + "&action=accept", "", nil, 405},
		{"GET applies nothing", "GET", at + "api/apply", "", nil, 405},
		{"POST reads nothing", "POST", at + "api/queue", "{}", nil, 405},
		{"out of the folder", "GET", at + "../../etc/passwd", "", nil, 404},
		{"out of the folder, escaped", "GET", at + "%2e%2e/%2e%2e/etc/passwd", "", nil, 404},
		{"another file", "GET", at + "assets/review.js", "", nil, 404},
		{"a document elsewhere", "GET", at + "api/document?doc=../../etc/passwd", "", nil, 500},
		{"no JSON", "POST", at + "api/edit", "{", nil, 400},
		{"unknown field", "POST", at + "api/edit", `{"path":"/etc/passwd"}`, nil, 400},
		{"two values", "POST", at + "api/edit", edit + edit, nil, 400},
		{"too much", "POST", at + "api/edit", `{"comment":"` + strings.Repeat("x", maxRequest) + `"}`, nil, 400},
		{"no audit", "GET", at + "api/audit", "", nil, 422},
		{"no judging", "POST", at + "api/judge", "{}", nil, 422},
	} {
		w := request(v, c.method, c.path, c.body, c.change)
		status := w.Code
		if status == http.StatusTemporaryRedirect || status == http.StatusMovedPermanently { // of a path that is not clean
			status = 404
			if strings.Contains(w.Header().Get("Location"), "//") {
				t.Errorf("%s: redirected to %s", c.name, w.Header().Get("Location"))
			}
		}
		if status != c.status {
			t.Errorf("%s: status %d, want %d: %s", c.name, w.Code, c.status, w.Body)
		}
		for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"} {
			if w.Header().Get(name) == "" {
				t.Errorf("%s: no header %s", c.name, name)
			}
		}
		if w.Header().Get("Access-Control-Allow-Origin") != "" || len(w.Result().Cookies()) > 0 {
			t.Errorf("%s: shared with others", c.name)
		}
	}
	if n := s.Pending(); n != 0 {
		t.Errorf("%d steps were done", n)
	}
	for _, bad := range []string{"unsafe", "http:", "https:", "*"} {
		if strings.Contains(policy, bad) {
			t.Errorf("the policy holds %q", bad)
		}
	}
}

// What the page itself asks is done, with a conflict told as such.
func TestServerAnswers(t *testing.T) {
	s := openSession(t, corpusOf(t), "Анна")
	v := NewServer(s, nil, host, NewToken())
	at := "/" + v.token + "/"
	for _, path := range []string{"", "review.js", "review.css", "base.css", "base.js", "audit.js", "api/about", "api/queue", "api/document?doc=" + library,
		"api/context?doc=" + library + "&units=" + library + "/zh%231.2.1"} {
		if w := request(v, "GET", at+path, "", nil); w.Code != 200 || w.Body.Len() == 0 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	edit := `{"doc":"` + library + `","version":0,"action":"accept","row":1}`
	w := request(v, "POST", at+"api/edit", edit, nil)
	var view View
	if err := json.Unmarshal(w.Body.Bytes(), &view); err != nil || w.Code != 200 || view.Version != 1 || !view.Rows[1].Checked || !strings.HasPrefix(w.Header().Get("Server-Timing"), "realign") {
		t.Fatalf("%d %v %.200s", w.Code, err, w.Body)
	}
	if w := request(v, "POST", at+"api/edit", edit, nil); w.Code != 409 || !strings.Contains(w.Body.String(), "another window") {
		t.Errorf("an old page: %d %s", w.Code, w.Body)
	}
	if w := request(v, "POST", at+"api/apply", "{}", nil); w.Code != 200 || strings.TrimSpace(w.Body.String()) != `{"applied":1}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
