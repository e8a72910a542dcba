package store

import "github.com/parquet-go/parquet-go"

func schemaOf(row any) *parquet.Schema { return parquet.SchemaOf(row) }
