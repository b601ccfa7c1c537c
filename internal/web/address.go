package web

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

const localAddress = "address"

// locate notes where the request comes from.
func (s *Server) locate(c *fiber.Ctx) error {
	remote, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	var said []string
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		said = append(said, string(line))
	}
	c.Locals(localAddress, clientAddress(remote.Unmap(), said, s.cfg.Proxies).String())
	return c.Next()
}

// Address returns the network address of who asks: that of the connection, or the one that the
// operator's own proxies say it is. Nobody else can choose it.
func Address(c *fiber.Ctx) string {
	address, _ := c.Locals(localAddress).(string)
	return address
}

// clientAddress follows X-Forwarded-For from its end: each proxy appends the address of who
// spoke to it, so that what stands at the right of the first address that is not one of ours was
// written by us, and what stands at its left by anybody. (Fiber's own reading, v2.52, takes the
// left-most or the whole header.) A piece that is no address ends the walk: what handed it on is
// the last that we know.
func clientAddress(remote netip.Addr, said []string, trusted []netip.Prefix) netip.Addr {
	hops := strings.Split(strings.Join(said, ","), ",")
	at := remote
	for i := len(hops) - 1; i >= 0 && isTrusted(at, trusted); i-- {
		hop, ok := hopAddress(hops[i])
		if !ok {
			break
		}
		at = hop
	}
	return at
}

// hopAddress reads an address as proxies write it: bare, in brackets, with a port.
func hopAddress(text string) (netip.Addr, bool) {
	text = strings.TrimSpace(text)
	if with, err := netip.ParseAddrPort(text); err == nil {
		return with.Addr().Unmap().WithZone(""), true
	}
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	return a.Unmap().WithZone(""), err == nil
}

func isTrusted(a netip.Addr, trusted []netip.Prefix) bool {
	for _, p := range trusted {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
