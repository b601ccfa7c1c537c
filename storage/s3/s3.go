// Package s3 keeps objects in a bucket of an S3 server.
package s3

import (
	"context"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
)

// partSize bounds the memory of a Put whose size is unknown: one part at a time. Ten thousand
// parts at most make it 80 GiB.
const partSize = 8 << 20

// Store is a bucket.
type Store struct {
	client *minio.Client
	bucket string
}

// Open reaches the server at s3://KEY:SECRET@host:port/bucket?region=…&tls=true, and makes
// the bucket if absent.
func Open(ctx context.Context, address string) (*Store, error) {
	const op = "s3.Open"
	u, err := url.Parse(address)
	if err != nil {
		return nil, fault.As(op, fault.Invalid, "bad_address", err)
	}
	secret, _ := u.User.Password()
	region := u.Query().Get("region")
	if region == "" {
		region = "us-east-1"
	}
	client, err := minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(u.User.Username(), secret, ""),
		Secure: u.Query().Get("tls") == "true", Region: region, BucketLookup: minio.BucketLookupPath})
	if err != nil {
		return nil, fault.As(op, fault.Invalid, "bad_address", err)
	}
	s := &Store{client: client, bucket: strings.Trim(u.Path, "/")}
	there, err := client.BucketExists(ctx, s.bucket)
	if err == nil && !there {
		err = client.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{Region: region})
	}
	return s, translate(op, err)
}

// Put implements storage.Store.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, o storage.PutOptions) (storage.Info, error) {
	const op = "s3.Put"
	if err := storage.CheckKey(key); err != nil {
		return storage.Info{}, err
	}
	o, err := o.Checked()
	if err != nil {
		return storage.Info{}, err
	}
	exact := r
	if o.Size >= 0 {
		exact = &counted{r: r, left: o.Size}
	}
	_, err = s.client.PutObject(ctx, s.bucket, key, exact, o.Size, minio.PutObjectOptions{ContentType: o.Type, PartSize: partSize, DisableContentSha256: false})
	if err != nil {
		return storage.Info{}, translate(op, err)
	}
	return s.Stat(ctx, key)
}

// counted refuses a reader that gives another count than announced: the client would send
// the announced count and drop the rest.
type counted struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 || (err == io.EOF && c.left > 0) {
		return n, fault.New("s3.Put", fault.Invalid, "size_mismatch", "Le fichier reçu est incomplet.")
	}
	if c.left == 0 && err == nil {
		var more [1]byte
		if m, _ := c.r.Read(more[:]); m > 0 {
			return n, fault.New("s3.Put", fault.Invalid, "size_mismatch", "Le fichier reçu est incomplet.")
		}
		return n, io.EOF
	}
	return n, err
}

// Get implements storage.Store.
func (s *Store) Get(ctx context.Context, key string, part storage.Range) (io.ReadCloser, storage.Info, error) {
	const op = "s3.Get"
	info, err := s.Stat(ctx, key)
	if err != nil {
		return nil, info, err
	}
	offset, length, err := part.Within(info.Size)
	if err != nil {
		return nil, info, err
	}
	if length == 0 {
		return http.NoBody, info, nil
	}
	o := minio.GetObjectOptions{}
	if length < info.Size {
		if err := o.SetRange(offset, offset+length-1); err != nil {
			return nil, info, translate(op, err)
		}
	}
	// What was looked at is what is read, even if replaced in between.
	if err := o.SetMatchETag(info.ETag); err != nil {
		return nil, info, translate(op, err)
	}
	body, err := s.client.GetObject(ctx, s.bucket, key, o)
	if err != nil {
		return nil, info, translate(op, err)
	}
	return body, info, nil
}

// Stat implements storage.Store.
func (s *Store) Stat(ctx context.Context, key string) (storage.Info, error) {
	if err := storage.CheckKey(key); err != nil {
		return storage.Info{}, err
	}
	o, err := s.client.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{})
	if err != nil {
		return storage.Info{}, translate("s3.Stat", err)
	}
	return storage.Info{Key: key, Type: o.ContentType, Size: o.Size, ETag: o.ETag, Modified: o.LastModified}, nil
}

// Delete implements storage.Store.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := storage.CheckKey(key); err != nil {
		return err
	}
	err := translate("s3.Delete", s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{}))
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// List implements storage.Store.
func (s *Store) List(ctx context.Context, prefix string, limit int, after string) ([]storage.Info, error) {
	const op = "s3.List"
	if limit < 1 || limit > storage.MaxList {
		return nil, fault.New(op, fault.Invalid, "bad_limit", "")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the client's goroutine
	var infos []storage.Info
	for o := range s.client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true, StartAfter: after, MaxKeys: limit}) {
		if o.Err != nil {
			return nil, translate(op, o.Err)
		}
		infos = append(infos, storage.Info{Key: o.Key, Type: o.ContentType, Size: o.Size, ETag: strings.Trim(o.ETag, `"`), Modified: o.LastModified})
		if len(infos) == limit {
			break
		}
	}
	return infos, nil
}

// Presign implements storage.Store.
func (s *Store) Presign(ctx context.Context, key string, ttl time.Duration, name string) (string, bool, error) {
	if err := storage.CheckKey(key); err != nil {
		return "", false, err
	}
	query := url.Values{}
	if name != "" {
		query.Set("response-content-disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	u, err := s.client.PresignedGetObject(ctx, s.bucket, key, ttl, query)
	if err != nil {
		return "", false, translate("s3.Presign", err)
	}
	return u.String(), true, nil
}

// translate gives the server's errors our kinds.
func translate(op string, err error) error {
	if err == nil {
		return nil
	}
	if fault.KindOf(err) != fault.Internal {
		return fault.Wrap(op, err)
	}
	switch answer := minio.ToErrorResponse(err); {
	case answer.StatusCode == http.StatusNotFound, answer.Code == "NoSuchKey":
		return storage.ErrNotFound(op, err)
	case answer.StatusCode == http.StatusRequestedRangeNotSatisfiable:
		return fault.As(op, fault.Invalid, "bad_range", err)
	}
	return fault.As(op, fault.Unavailable, "object_store", err)
}
