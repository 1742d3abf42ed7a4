// Verifies a ledger export and its proofs with the Go project's own transparency-log packages
// (Debian: golang-go, golang-golang-x-mod-dev). Nothing here knows Chancery.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func die(err error) {
	if err != nil {
		fmt.Println("FAIL", err)
		os.Exit(1)
	}
}

func checkpoint(verifier note.Verifier, bytes []byte) (int64, tlog.Hash) {
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	die(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		die(fmt.Errorf("origin %q", lines[0]))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	die(err)
	root, err := tlog.ParseHash(lines[2])
	die(err)
	return size, root
}

// tile reads tile/<kind>/<N>[.p/<W>].
func tile(dir, kind string, n, width int64) []byte {
	path := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width < 256 {
		path = fmt.Sprintf("%s.p/%d", path, width)
	}
	bytes, err := os.ReadFile(dir + "/tile/" + kind + "/" + path)
	die(err)
	return bytes
}

func log(verifier note.Verifier, dir string) {
	signed, err := os.ReadFile(dir + "/checkpoint")
	die(err)
	size, root := checkpoint(verifier, signed)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for index := int64(0); index < size; {
		bundle := index / 256
		width := min64(256, size-bundle*256)
		entries := tile(dir, "entries", bundle, width)
		hashes := tile(dir, "0", bundle, width)
		for at := int64(0); len(entries) > 0; at++ {
			length := int(binary.BigEndian.Uint16(entries))
			entry := entries[2 : 2+length]
			added, err := tlog.StoredHashes(index, entry, reader)
			die(err)
			if string(hashes[at*32:at*32+32]) != string(added[0][:]) {
				die(fmt.Errorf("tile differs at %d", index))
			}
			stored = append(stored, added...)
			entries = entries[2+length:]
			index++
		}
	}
	computed, err := tlog.TreeHash(size, reader)
	die(err)
	if computed != root {
		die(fmt.Errorf("root mismatch %v %v", computed, root))
	}
	fmt.Println("OK log", verifier.Name(), "size", size, "root", root)
}

func proof(verifier note.Verifier, leafFile, proofFile string) {
	leaf, err := os.ReadFile(leafFile)
	die(err)
	bytes, err := os.ReadFile(proofFile)
	die(err)
	const header = "c2sp.org/tlog-proof@v1\n"
	if !strings.HasPrefix(string(bytes), header) {
		die(fmt.Errorf("header"))
	}
	text := strings.TrimPrefix(string(bytes), header)
	line, text, _ := strings.Cut(text, "\n")
	index, err := strconv.ParseInt(strings.TrimPrefix(line, "index "), 10, 64)
	die(err)
	var hashes tlog.RecordProof
	for {
		line, text, _ = strings.Cut(text, "\n")
		if line == "" {
			break
		}
		hash, err := tlog.ParseHash(line)
		die(err)
		hashes = append(hashes, hash)
	}
	size, root := checkpoint(verifier, []byte(text))
	die(tlog.CheckRecord(hashes, size, root, index, tlog.RecordHash(leaf)))
	fmt.Println("OK proof index", index, "of", size)
}

func min64(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func main() {
	verifier, err := note.NewVerifier(os.Args[2])
	die(err)
	switch os.Args[1] {
	case "log":
		log(verifier, os.Args[3])
	case "proof":
		proof(verifier, os.Args[3], os.Args[4])
	}
}
