package embed

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// npyMagic begins a NumPy file (NEP 1, "A Simple File Format for NumPy
// Arrays"). Behind it stand the version in two bytes, the length of the header
// in two bytes (version 1) or four (2 and 3), and the header: a Python
// dictionary with the keys descr, fortran_order and shape.
const npyMagic = "\x93NUMPY"

// longestHeader is more than any array of two dimensions needs, in bytes.
const longestHeader = 1 << 16

// mostValues is far above the dimension of any encoder.
const mostValues = 1 << 20

var (
	npyDescr   = regexp.MustCompile(`['"]descr['"]\s*:\s*['"]([^'"]*)['"]`)
	npyFortran = regexp.MustCompile(`['"]fortran_order['"]\s*:\s*(True|False)`)
	npyShape   = regexp.MustCompile(`['"]shape['"]\s*:\s*\(([^)]*)\)`)
)

var npyNumbers = map[string]number{
	"<f2": float16le, "<f4": float32le, "<f8": float64le,
	">f2": float16be, ">f4": float32be, ">f8": float64be,
}

// readNPY reads what stands before the first row; in is behind the magic.
func (r *rows) readNPY(in io.Reader) error {
	var version [2]byte
	if _, err := io.ReadFull(in, version[:]); err != nil {
		return errors.New("NumPy header cut off")
	}
	var long uint32
	lengthBytes := 4
	switch version[0] {
	case 1:
		var short uint16
		lengthBytes = 2
		if err := binary.Read(in, binary.LittleEndian, &short); err != nil {
			return errors.New("NumPy header cut off")
		}
		long = uint32(short)
	case 2, 3:
		if err := binary.Read(in, binary.LittleEndian, &long); err != nil {
			return errors.New("NumPy header cut off")
		}
	default:
		return fmt.Errorf("NumPy format version %d.%d; known are 1 to 3", version[0], version[1])
	}
	if long > longestHeader {
		return fmt.Errorf("NumPy header of %d bytes", long)
	}
	raw := make([]byte, long)
	if _, err := io.ReadFull(in, raw); err != nil {
		return errors.New("NumPy header cut off")
	}
	r.start = int64(len(npyMagic)+len(version)+lengthBytes) + int64(long)
	return r.readHeader(string(raw))
}

func (r *rows) readHeader(header string) error {
	descr := npyDescr.FindStringSubmatch(header)
	fortran := npyFortran.FindStringSubmatch(header)
	shape := npyShape.FindStringSubmatch(header)
	if descr == nil || fortran == nil || shape == nil {
		return errors.New("NumPy header without descr, fortran_order and shape")
	}
	known := false
	if r.number, known = npyNumbers[descr[1]]; !known {
		return fmt.Errorf("NumPy array of %s; known are floats of 2, 4 and 8 bytes (f2, f4, f8)", descr[1])
	}
	var sizes []int
	for part := range strings.SplitSeq(shape[1], ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue // "(3,)"
		}
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > math.MaxInt32 {
			return fmt.Errorf("NumPy shape (%s)", shape[1])
		}
		sizes = append(sizes, n)
	}
	if len(sizes) != 2 {
		return fmt.Errorf("NumPy array of %d dimensions; rows and values make 2", len(sizes))
	}
	if fortran[1] == "True" && sizes[0] > 1 && sizes[1] > 1 {
		return errors.New("NumPy array in Fortran order; numpy.ascontiguousarray brings it into C order")
	}
	if sizes[1] > mostValues {
		return fmt.Errorf("NumPy rows of %d values", sizes[1])
	}
	r.count, r.dim = sizes[0], sizes[1]
	return nil
}
