package embed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Client is a Source that asks an address with the interface of OpenAI's
// /v1/embeddings, as Ollama, text-embeddings-inference, vLLM and llama.cpp
// serve it. It may be used by many goroutines at once. Only URL is needed.
type Client struct {
	URL     string        // http or https, up to and with "/embeddings": "http://localhost:11434/v1/embeddings"
	Model   string        // "model" of the request; "" where the server has one only
	Key     string        // sent as "Authorization: Bearer KEY"; "" for none
	Batch   int           // texts a request; default 64
	Timeout time.Duration // of one request; default a minute
	Retries int           // after a failed request, see Vectors; default 4, negative for none
	Wait    time.Duration // before the first retry, twice as long before each further one; default half a second
	Cache   *Cache        // of vectors asked for before; nil for none
	HTTP    *http.Client  // default http.DefaultClient
}

const (
	defaultBatch   = 64
	defaultTimeout = time.Minute
	defaultRetries = 4
	defaultWait    = time.Second / 2
	longestWait    = time.Minute // that a server's Retry-After is heeded
	longestReply   = 1 << 28     // bytes: 64 vectors of a million digits each
	longestExcerpt = 200         // bytes of a server's complaint that are told
)

// Check tells what is wrong with the fields, without asking the address.
func (c *Client) Check() error {
	u, err := url.Parse(c.URL)
	switch {
	case err != nil:
		return fmt.Errorf("embed: %w", err)
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return fmt.Errorf("embed: %s: not an address like http://localhost:11434/v1/embeddings", c.address())
	}
	return nil
}

// Vectors gives the vectors of texts, from the cache where it has them. Status
// 429 and 5xx, and connections that break, are tried again after a while (the
// server's Retry-After, up to a minute, or Wait); a connection that nobody
// takes, a request that runs into Timeout and every other status are errors at
// once. What was given before an error is in the cache.
func (c *Client) Vectors(ctx context.Context, texts []string) (_ [][]float32, err error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	out := make([][]float32, len(texts))
	where := map[string][]int{} // places of a text
	var ask []string
	for i, text := range texts {
		f := form(text)
		if where[f] == nil {
			ask = append(ask, f)
		}
		where[f] = append(where[f], i)
	}
	give := func(text string, v []float32) {
		for _, i := range where[text] {
			out[i] = v
		}
	}
	if c.Cache != nil {
		defer func() { err = errors.Join(err, c.Cache.Flush()) }()
		rest := ask[:0:0]
		for _, text := range ask {
			if v := c.Cache.get(c.key(text)); v != nil {
				give(text, v)
			} else {
				rest = append(rest, text)
			}
		}
		ask = rest
	}
	dim := 0
	for _, v := range out {
		if v != nil {
			dim = len(v)
			break
		}
	}
	batch := c.Batch
	if batch <= 0 {
		batch = defaultBatch
	}
	for len(ask) > 0 {
		n := min(batch, len(ask))
		vectors, err := c.request(ctx, ask[:n])
		if err != nil {
			return nil, fmt.Errorf("embed: %s: %w", c.address(), err)
		}
		for i, v := range vectors {
			if dim == 0 {
				dim = len(v)
			}
			if len(v) != dim {
				return nil, fmt.Errorf("embed: %s: a vector of %d values, others have %d; was the model exchanged?", c.address(), len(v), dim)
			}
			give(ask[i], v)
			if c.Cache != nil {
				if err := c.Cache.put(c.key(ask[i]), v); err != nil {
					return nil, err
				}
			}
		}
		ask = ask[n:]
	}
	return out, nil
}

// Name tells the address, without a password, and the model.
func (c *Client) Name() string { return strings.TrimSpace(c.address() + " " + c.Model) }

// address is the URL as it may be told: without a password.
func (c *Client) address() string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return c.URL
	}
	return u.Redacted()
}

// key is what a vector depends on.
func (c *Client) key(text string) string { return c.URL + "\x00" + c.Model + "\x00" + text }

// request asks for the vectors of some texts, again where that may help.
func (c *Client) request(ctx context.Context, texts []string) ([][]float32, error) {
	body, err := json.Marshal(struct {
		Model  string   `json:"model,omitempty"`
		Input  []string `json:"input"`
		Format string   `json:"encoding_format"`
	}{c.Model, texts, "float"})
	if err != nil {
		return nil, err
	}
	retries, wait := c.Retries, c.Wait
	if retries == 0 {
		retries = defaultRetries
	}
	if wait <= 0 {
		wait = defaultWait
	}
	for try := 0; ; try++ {
		reply, err := c.post(ctx, body)
		if err == nil {
			return vectorsOf(reply, len(texts))
		}
		var again *passing
		if !errors.As(err, &again) || ctx.Err() != nil {
			return nil, err
		}
		if try >= max(retries, 0) {
			if try > 0 {
				return nil, fmt.Errorf("%w (tried %d times)", err, try+1)
			}
			return nil, err
		}
		pause := wait << min(try, 16)
		if again.wait > 0 {
			pause = min(again.wait, longestWait)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil, ctx.Err()
		case <-timer.C:
		}
	}
}

// passing is a fault that may be over soon.
type passing struct {
	error
	wait time.Duration // what the server asks for; 0 if it says nothing
}

func (p *passing) Unwrap() error { return p.error }

// post sends one request and gives the body of a good reply.
func (c *Client) post(ctx context.Context, body []byte) ([]byte, error) {
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, http.MethodPost, c.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if c.Key != "" {
		req.Header.Set("Authorization", "Bearer "+c.Key)
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, c.fault(ctx, limited, err, timeout)
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(res.Body, longestReply))
	if err != nil {
		return nil, c.fault(ctx, limited, err, timeout)
	}
	if res.StatusCode == http.StatusOK {
		return reply, nil
	}
	said := strings.Join(strings.Fields(string(reply)), " ")
	if len(said) > longestExcerpt {
		said = strings.ToValidUTF8(said[:longestExcerpt], "") + "…"
	}
	err = fmt.Errorf("status %s: %s", res.Status, said)
	if res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500 {
		p := &passing{error: err}
		if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && seconds > 0 {
			p.wait = time.Duration(seconds) * time.Second
		}
		return nil, p
	}
	return nil, err
}

// fault tells why there is no reply, without the address, which the caller adds.
func (c *Client) fault(ctx, limited context.Context, err error, timeout time.Duration) error {
	var named *url.Error
	if errors.As(err, &named) {
		err = named.Err
	}
	var dns *net.DNSError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return fmt.Errorf("no answer within %s", timeout)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("nobody answers: %w", err)
	case errors.As(err, &dns) && dns.IsNotFound:
		return err
	}
	return &passing{error: err}
}

// vectorsOf reads the vectors of n texts out of a reply. They come in any
// order, with the number of their text.
func vectorsOf(reply []byte, n int) ([][]float32, error) {
	var r struct {
		Data []struct {
			Index     *int      `json:"index"`
			Embedding []float32 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.Unmarshal(reply, &r); err != nil {
		return nil, fmt.Errorf("the reply is not that of an embeddings address: %w", err)
	}
	if len(r.Data) != n {
		return nil, fmt.Errorf("%d vectors for %d texts", len(r.Data), n)
	}
	out := make([][]float32, n)
	for k, d := range r.Data {
		i := k
		if d.Index != nil {
			i = *d.Index
		}
		switch {
		case i < 0 || i >= n || out[i] != nil:
			return nil, fmt.Errorf("vector %d has index %d", k, i)
		case len(d.Embedding) == 0:
			return nil, fmt.Errorf("vector %d is empty", i)
		}
		if err := normalise(d.Embedding); err != nil {
			return nil, fmt.Errorf("vector %d: %w", i, err)
		}
		out[i] = d.Embedding
	}
	return out, nil
}
