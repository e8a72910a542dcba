package embed

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Cache keeps vectors on disk, by the SHA-256 of the address, the model and the
// text. Its folder holds up to 256 files, one for each first byte of the hash:
//
//	records of: hash (32 bytes) · dimension (4) · values (4 each) · CRC-32 of all that (4), little-endian
//
// A file is replaced as a whole by a longer one. What two programs add at once
// may be lost to one of them and is asked for again. A record that does not
// check, and what follows it, is dropped and asked for again. A Cache may be
// used by many goroutines at once.
type Cache struct {
	dir     string
	mu      sync.Mutex
	shards  [256]map[[32]byte]int64 // places of the records; nil of a file not yet looked at
	pending [256][]record
	waiting int // values in pending
}

type record struct {
	key    [32]byte
	vector []float32
}

const (
	recordHead  = 32 + 4  // bytes before the values
	recordTail  = 4       // bytes behind them
	mostWaiting = 1 << 22 // values kept before they are written: 16 MB
)

// OpenCache gives the cache in a folder, which is made when something is to be
// kept.
func OpenCache(dir string) *Cache { return &Cache{dir: dir} }

func (c *Cache) path(shard byte) string {
	return filepath.Join(c.dir, hex.EncodeToString([]byte{shard})+".vectors")
}

// get gives the vector kept under a key, nil if there is none that checks.
func (c *Cache) get(key string) []float32 {
	k := sha256.Sum256([]byte(key))
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.pending[k[0]] {
		if r.key == k {
			return r.vector
		}
	}
	if c.shards[k[0]] == nil {
		data, err := os.ReadFile(c.path(k[0]))
		if err != nil {
			data = nil // none yet, or not to be read: then it is asked for again
		}
		c.index(k[0], data)
	}
	at, is := c.shards[k[0]][k]
	if !is {
		return nil
	}
	f, err := os.Open(c.path(k[0]))
	if err != nil {
		return nil
	}
	defer f.Close()
	head := make([]byte, recordHead)
	if _, err := f.ReadAt(head, at); err != nil {
		return nil
	}
	dim := binary.LittleEndian.Uint32(head[32:])
	if dim == 0 || dim > mostValues {
		return nil
	}
	raw := make([]byte, recordHead+4*int(dim)+recordTail)
	if _, err := f.ReadAt(raw, at); err != nil || [32]byte(raw) != k {
		return nil // another program has replaced the file
	}
	n, ok := checked(raw)
	if !ok || n != len(raw) {
		return nil
	}
	v := make([]float32, dim)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[recordHead+4*i:]))
	}
	if normalise(v) != nil {
		return nil
	}
	return v
}

// index notes where the records of a file are, and gives the length of the
// part that checks.
func (c *Cache) index(shard byte, data []byte) int {
	places := map[[32]byte]int64{}
	at := 0
	for {
		n, ok := checked(data[at:])
		if !ok {
			break
		}
		if k := [32]byte(data[at:]); k[0] == shard {
			places[k] = int64(at)
		}
		at += n
	}
	c.shards[shard] = places
	return at
}

// checked gives the length of the record that data begins with, and whether it
// is whole and undamaged.
func checked(data []byte) (int, bool) {
	if len(data) < recordHead+recordTail {
		return 0, false
	}
	dim := binary.LittleEndian.Uint32(data[32:])
	if dim == 0 || dim > mostValues || recordHead+4*int(dim)+recordTail > len(data) {
		return 0, false
	}
	end := recordHead + 4*int(dim)
	return end + recordTail, crc32.ChecksumIEEE(data[:end]) == binary.LittleEndian.Uint32(data[end:])
}

// put keeps a vector. It is written by Flush, or when many wait.
func (c *Cache) put(key string, vector []float32) error {
	k := sha256.Sum256([]byte(key))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending[k[0]] = append(c.pending[k[0]], record{k, vector})
	if c.waiting += len(vector); c.waiting < mostWaiting {
		return nil
	}
	return c.flush()
}

// Flush writes what waits to be kept.
func (c *Cache) Flush() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.flush()
}

func (c *Cache) flush() error {
	if c.waiting == 0 {
		return nil
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil { // texts can be told from their vectors, nearly
		return fmt.Errorf("embed: cache: %w", err)
	}
	for shard := range c.pending {
		if len(c.pending[shard]) > 0 {
			if err := c.write(byte(shard)); err != nil {
				return fmt.Errorf("embed: cache: %w", err)
			}
			c.pending[shard] = nil
		}
	}
	c.waiting = 0
	return nil
}

// write replaces a file by one with the waiting records behind.
func (c *Cache) write(shard byte) (err error) {
	data, err := os.ReadFile(c.path(shard))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	data = data[:c.index(shard, data)]
	for _, r := range c.pending[shard] {
		if _, is := c.shards[shard][r.key]; is {
			continue
		}
		c.shards[shard][r.key] = int64(len(data))
		at := len(data)
		data = slices.Grow(data, recordHead+4*len(r.vector)+recordTail)
		data = append(data, r.key[:]...)
		data = binary.LittleEndian.AppendUint32(data, uint32(len(r.vector)))
		for _, x := range r.vector {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
		}
		data = binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(data[at:]))
	}
	f, err := os.CreateTemp(c.dir, ".new.*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), c.path(shard))
}
