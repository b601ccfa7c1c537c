package main

import (
	"archive/zip"
	"errors"
	"math/rand/v2"
	"os"
)

// The package that the measure brings: one SCO, and one file of 64 kB to fetch.
const (
	packageName = "preau-bench"
	bigFile     = "media/64k.bin"
	bigSize     = 64 << 10
)

const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="preau-bench" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>Mesure</title>
    <item identifier="item" identifierref="sco"><title>Mesure</title></item></organization></organizations>
  <resources><resource identifier="sco" type="webcontent" adlcp:scormtype="sco" href="index.html">
    <file href="index.html"/><file href="` + bigFile + `"/></resource></resources>
</manifest>
`

// writePackage writes the package as a zip file.
func writePackage(path string) error {
	f, err := os.Create(path) // #nosec G304 -- in our own directory
	if err != nil {
		return err
	}
	w := zip.NewWriter(f)
	for _, file := range []struct{ name, body string }{
		{"imsmanifest.xml", manifest},
		{"index.html", "<!doctype html><html lang=\"fr\"><title>Mesure</title><p>Mesure</p></html>\n"},
		{bigFile, string(noise(bigSize))},
	} {
		part, err := w.Create(file.name)
		if err != nil {
			return errors.Join(err, f.Close())
		}
		if _, err := part.Write([]byte(file.body)); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return errors.Join(w.Close(), f.Close())
}

// noise is bytes that do not compress, as those of pictures and films do not.
func noise(n int) []byte {
	source := rand.NewChaCha8([32]byte{'p', 'r', 0xe9, 'a', 'u'})
	body := make([]byte, n)
	source.Read(body) //nolint:errcheck // it never fails
	return body
}
