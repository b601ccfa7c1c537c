package lrshttp

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/textproto"
	"strings"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/tracking/lrs"
)

// readMixed reads a multipart/mixed body (Communication §1.5.2): statements in JSON first, then
// the bytes of attachments, each with its hash.
func readMixed(body []byte, boundary string) (statements []byte, files []lrs.File, err error) {
	if shortBoundary(boundary) {
		return nil, nil, invalid(fiber.HeaderContentType, "bad_boundary", "L’en-tête Content-Type ne donne pas de séparateur (boundary) utilisable.")
	}
	r := multipart.NewReader(bytes.NewReader(body), boundary)
	for n := 0; ; n++ {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) && n > 0 {
			return statements, files, nil
		}
		if err != nil {
			return nil, nil, badPart(n, "L’envoi en plusieurs parties est mal formé.")
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, nil, badPart(n, "Cette partie est coupée.")
		}
		if n == 0 {
			if !isMedia(part.Header.Get(fiber.HeaderContentType), fiber.MIMEApplicationJSON) {
				return nil, nil, badPart(n, "La première partie contient les traces, en application/json.")
			}
			statements = data
			continue
		}
		file, err := attachment(n, part.Header, data)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, file)
	}
}

func attachment(n int, header textproto.MIMEHeader, data []byte) (lrs.File, error) {
	if !strings.EqualFold(header.Get("Content-Transfer-Encoding"), "binary") {
		return lrs.File{}, badPart(n, "L’en-tête Content-Transfer-Encoding de cette partie doit être binary.")
	}
	hash := strings.ToLower(header.Get(headerHash))
	if hash == "" {
		return lrs.File{}, badPart(n, "Cette partie n’a pas d’en-tête "+headerHash+".")
	}
	return lrs.File{SHA2: hash, Type: header.Get(fiber.HeaderContentType), Data: data}, nil
}

// writeMixed writes statements and the bytes of their attachments.
func writeMixed(statements []byte, files []lrs.File) (body []byte, boundary string) {
	var random [18]byte
	_, _ = rand.Read(random[:])
	boundary = hex.EncodeToString(random[:])
	var out bytes.Buffer
	out.WriteString("--" + boundary + "\r\nContent-Type: application/json\r\n\r\n")
	out.Write(statements)
	for _, f := range files {
		out.WriteString("\r\n--" + boundary + "\r\nContent-Type: " + f.Type + "\r\nContent-Transfer-Encoding: binary\r\n" +
			headerHash + ": " + f.SHA2 + "\r\n\r\n")
		out.Write(f.Data)
	}
	out.WriteString("\r\n--" + boundary + "--\r\n")
	return out.Bytes(), boundary
}
