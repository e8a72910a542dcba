package store

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// Columns gives the names of the columns of a row type, in order.
func Columns(row any) []string {
	t := reflect.Indirect(reflect.ValueOf(row)).Type()
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = columnName(t.Field(i))
	}
	return names
}

// Values gives the columns of a row as text: strings and numbers as they are,
// lists and structs as JSON.
func Values(row any) []string {
	v := reflect.Indirect(reflect.ValueOf(row))
	texts := make([]string, v.NumField())
	for i := range texts {
		if f := v.Field(i); f.Kind() == reflect.String {
			texts[i] = f.String()
		} else {
			texts[i] = string(appendJSON(nil, f))
		}
	}
	return texts
}

// AppendJSON appends a row as a JSON object, with the names and the order of
// the columns in the file.
func AppendJSON(dst []byte, row any) []byte { return appendJSON(dst, reflect.ValueOf(row)) }

// columnName is the name in the field's parquet tag.
func columnName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
	return name
}

func appendJSON(dst []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return append(dst, "null"...)
		}
		return appendJSON(dst, v.Elem())
	case reflect.Struct:
		dst = append(dst, '{')
		for i := range v.NumField() {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = strconv.AppendQuote(dst, columnName(v.Type().Field(i))) // names are plain ASCII
			dst = append(dst, ':')
			dst = appendJSON(dst, v.Field(i))
		}
		return append(dst, '}')
	case reflect.Slice:
		dst = append(dst, '[')
		for i := range v.Len() {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendJSON(dst, v.Index(i))
		}
		return append(dst, ']')
	}
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false) // «&» stays «&» for those who read it
	if err := enc.Encode(v.Interface()); err != nil {
		return append(dst, "null"...) // a number that JSON does not know: infinite, not a number
	}
	return append(dst, strings.TrimSuffix(text.String(), "\n")...)
}
