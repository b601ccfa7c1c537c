package storagetest

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const (
	gatewayKey    = "preau"
	gatewaySecret = "preau-secret"
	gatewayStart  = 30 * time.Second
)

// Gateway starts a real S3 server (versitygw, at the version of internal/tools/s3) on a folder
// of its own and a port of the loopback, and returns the address s3://key:secret@host:port of
// it, to which a bucket is to be added. It ends with the test. Where it cannot be built the
// test skips, loudly.
func Gateway(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"objects", "meta"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	host := freePort(t)
	var said bytes.Buffer
	// The metadata goes beside, because not every file system has extended attributes.
	cmd := exec.Command(gatewayProgram(t), "--port", host, "--access", gatewayKey, "--secret", gatewaySecret, "--quiet",
		"posix", "--sidecar", filepath.Join(folder, "meta"), filepath.Join(folder, "objects"))
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	ctx, cancel := context.WithTimeout(context.Background(), gatewayStart)
	defer cancel()
	for retry := time.NewTicker(20 * time.Millisecond); ; {
		if conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", host); err == nil {
			_ = conn.Close()
			return "s3://" + gatewayKey + ":" + gatewaySecret + "@" + host
		}
		select {
		case <-retry.C:
		case <-ended:
			t.Fatalf("the S3 server ended: %s", said.String())
		case <-ctx.Done():
			t.Fatal("the S3 server does not answer")
		}
	}
}

// gatewayProgram builds the server, or finds it in the build cache.
func gatewayProgram(t testing.TB) string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	module := filepath.Join(filepath.Dir(here), "..", "..", "internal", "tools", "s3", "go.mod")
	cmd := exec.Command("go", "tool", "-modfile="+module, "-n", "versitygw")
	cmd.Dir = filepath.Dir(here)
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("SKIPPED: the S3 server cannot be built, so nothing of S3 is tested: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return host
}
