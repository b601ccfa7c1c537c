package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"preau.education/preau/internal/fault"
)

// What the picture of a card may measure, in pixels: as wide as it is shown on a fine screen,
// no more, and 16:9 but for a rounding.
const (
	MinWidth = 320
	MaxWidth = 1920
)

// Picture returns the media type of a picture for a card, after its header: PNG, JPEG or WebP,
// 16:9, neither too small nor too large.
func Picture(at io.ReaderAt, size int64) (string, error) {
	head, _, err := edges(at, size)
	if err != nil {
		return "", err
	}
	kind, width, height := measure(head)
	switch {
	case kind == "":
		return "", refuse("picture_kind", "Cette image n’est ni en PNG, ni en JPEG, ni en WebP.")
	case width < MinWidth || width > MaxWidth:
		return "", refuse("picture_width", fmt.Sprintf("L’image fait %d pixels de large ; il en faut de %d à %d.", width, MinWidth, MaxWidth))
	case 9*width < 16*(height-2) || 9*width > 16*(height+2):
		return "", refuse("picture_ratio", fmt.Sprintf("L’image fait %d × %d pixels ; elle doit être au format 16:9, par exemple 960 × 540.", width, height))
	}
	return kind, nil
}

// measure reads a header; kind is "" for what is none of the three.
func measure(head []byte) (kind string, width, height int) {
	var c image.Config
	var err error
	switch {
	case bytes.HasPrefix(head, []byte("\x89PNG")):
		kind = "image/png"
		c, err = png.DecodeConfig(bytes.NewReader(head))
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		kind = "image/jpeg"
		c, err = jpeg.DecodeConfig(bytes.NewReader(head))
	default:
		kind = "image/webp"
		c.Width, c.Height, err = measureWebP(head)
	}
	if err != nil {
		return "", 0, 0
	}
	return kind, c.Width, c.Height
}

// measureWebP reads the first chunk of a WebP file (RFC 9649 §2.5 to 2.7).
func measureWebP(head []byte) (width, height int, err error) {
	bad := fault.New("courses.media", fault.Invalid, "picture_kind", "")
	if len(head) < 30 || string(head[:4]) != "RIFF" || string(head[8:12]) != "WEBP" {
		return 0, 0, bad
	}
	switch body := head[20:]; string(head[12:16]) {
	case "VP8 ": // RFC 6386 §9.1
		if body[3] != 0x9d || body[4] != 0x01 || body[5] != 0x2a {
			return 0, 0, bad
		}
		return int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff), nil
	case "VP8L":
		if body[0] != 0x2f {
			return 0, 0, bad
		}
		bits := binary.LittleEndian.Uint32(body[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1, nil
	case "VP8X":
		if body[0]&0x02 != 0 { // animated: a card does not move
			return 0, 0, bad
		}
		return 1 + int(body[4]) | int(body[5])<<8 | int(body[6])<<16, 1 + int(body[7]) | int(body[8])<<8 | int(body[9])<<16, nil
	}
	return 0, 0, bad
}
