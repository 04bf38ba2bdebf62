package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
)

// types are names of resource types, data sources and so on, such as aws_vpc.
type types map[string]bool

var typeName = regexp.MustCompile(`\baws_[a-z0-9_]+`)

// typesIn returns the types that a file names.
func typesIn(file string) (types, error) {
	found := types{}
	return found, found.addFrom(file)
}

func (all types) addFrom(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, name := range typeName.FindAllString(string(text), -1) {
		all[name] = true
	}
	return nil
}

// schemaFor returns the schema with the types of the run and those that a file in the folder of Terraform names: its configuration,
// its modules, a local state or a plan in JSON. For a type that is missing here, Terraform reports that the provider does not have it.
func (all types) schemaFor(folder string, schema []byte) ([]byte, error) {
	needed := types{}
	for name := range all {
		needed[name] = true
	}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && entry.Name() == ".terraform" {
			return filepath.SkipDir
		}
		if entry.IsDir() || !mayNameTypes(entry.Name()) {
			return nil
		}
		return needed.addFrom(path)
	})
	if err != nil {
		return nil, err
	}
	return needed.only(schema)
}

func mayNameTypes(file string) bool {
	for _, suffix := range []string{".tf", ".json", ".hcl", ".tfstate", ".backup"} {
		if strings.HasSuffix(file, suffix) {
			return true
		}
	}
	return false
}

// Fields of the schema that are maps by type: resources, data sources and ephemeral resources.
// https://github.com/hashicorp/terraform/blob/v1.11.0/docs/plugin-protocol/tfplugin5.8.proto (2026-11-25)
var byType = map[protowire.Number]bool{2: true, 3: true, 8: true}

// only returns the schema without entries of other types. Everything else in it stays byte for byte.
func (needed types) only(schema []byte) ([]byte, error) {
	kept := make([]byte, 0, len(schema)/8)
	for rest := schema; len(rest) > 0; {
		number, wire, header := protowire.ConsumeTag(rest)
		if header < 0 {
			return nil, protowire.ParseError(header)
		}
		length := protowire.ConsumeFieldValue(number, wire, rest[header:])
		if length < 0 {
			return nil, protowire.ParseError(length)
		}
		field := rest[:header+length]
		rest = rest[header+length:]
		if byType[number] {
			name, err := keyOf(field[header:])
			if err != nil {
				return nil, err
			}
			if !needed[name] {
				continue
			}
		}
		kept = append(kept, field...)
	}
	return kept, nil
}

// keyOf returns the key of an entry of a map, which is its first field.
func keyOf(field []byte) (string, error) {
	entry, length := protowire.ConsumeBytes(field)
	if length < 0 {
		return "", protowire.ParseError(length)
	}
	number, _, header := protowire.ConsumeTag(entry)
	if header < 0 {
		return "", protowire.ParseError(header)
	}
	key, length := protowire.ConsumeString(entry[header:])
	if number != 1 || length < 0 {
		return "", fmt.Errorf("an entry of the schema does not begin with its key")
	}
	return key, nil
}
