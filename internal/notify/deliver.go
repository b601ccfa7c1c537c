package notify

import (
	"context"
	"errors"
	"slices"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/notify/letter"
)

const (
	batch = 50               // mails of one connection
	claim = 10 * time.Minute // how long a mail being sent is left alone by others
)

// waits are those before each further attempt; after the last the mail is abandoned.
var waits = [...]time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

// Deliver sends the mails that are due, until there are none, and returns how many were sent.
// The schedule calls it under a lease; should two nodes do so at once all the same, each mail
// is claimed by one. A mail whose sender dies after the server has taken it is sent again
// later, with the same Message-ID.
func (s *Service) Deliver(ctx context.Context) (sent int, err error) {
	const op = "notify.Deliver"
	if s.sender == nil {
		return 0, nil
	}
	for {
		due, err := s.store.Due(ctx, s.now(), batch)
		if err != nil || len(due) == 0 {
			return sent, fault.Wrap(op, err)
		}
		claimed, err := s.claim(ctx, due)
		if err != nil {
			return sent, fault.Wrap(op, err)
		}
		n, err := s.send(ctx, claimed)
		sent += n
		if err != nil {
			return sent, fault.Wrap(op, err)
		}
	}
}

// claim keeps the mails for this node for a while, leaving out those another has taken.
func (s *Service) claim(ctx context.Context, due []Notice) ([]Notice, error) {
	var claimed []Notice
	now := s.now()
	for _, n := range due {
		mine := false
		n, err := s.store.ChangeNotice(ctx, n.ID, func(n *Notice) ([]Fact, error) {
			mine = n.Delivery.State == Pending && !n.Delivery.DueAt.After(now)
			if !mine {
				return nil, ErrUnchanged
			}
			n.Delivery.Attempts++
			n.Delivery.DueAt = now.Add(claim)
			return nil, nil
		})
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		if err == nil && mine {
			claimed = append(claimed, n)
		}
	}
	return claimed, nil
}

// send writes and sends the mails of the notices, and notes what became of each.
func (s *Service) send(ctx context.Context, notices []Notice) (sent int, err error) {
	contacts, err := s.contacts(ctx, notices)
	if err != nil {
		return 0, err
	}
	outcomes := make([]error, len(notices))
	var mails []Mail
	var index []int // of each mail in notices
	for i, n := range notices {
		mail, err := s.mail(n, contacts)
		if err != nil {
			outcomes[i] = err
			continue
		}
		mails, index = append(mails, mail), append(index, i)
	}
	if len(mails) > 0 {
		for j, err := range s.sender.Send(ctx, mails) {
			outcomes[index[j]] = err
		}
	}
	for i, n := range notices {
		if outcomes[i] == nil {
			sent++
		}
		if err := s.note(ctx, n.ID, outcomes[i]); err != nil {
			return sent, err
		}
	}
	return sent, nil
}

func (s *Service) contacts(ctx context.Context, notices []Notice) (map[string]Contact, error) {
	var persons []string
	for _, n := range notices {
		if n.Person != "" && !slices.Contains(persons, n.Person) {
			persons = append(persons, n.Person)
		}
	}
	if len(persons) == 0 {
		return nil, nil
	}
	return s.people.Contacts(ctx, persons)
}

// mail writes the mail of a notice.
func (s *Service) mail(n Notice, contacts map[string]Contact) (Mail, error) {
	to := contacts[n.Person]
	if n.Person == "" {
		to = Contact{Email: n.Delivery.Email, Locale: n.Delivery.Locale}
	}
	if to.Email == "" {
		return Mail{}, errors.Join(ErrRefused, errors.New("no address"))
	}
	l, err := s.letters.Write(letter.Request{Kind: n.Kind, Locale: to.Locale, Name: to.Name, Params: n.Params, Link: n.Link})
	if err != nil {
		return Mail{}, errors.Join(ErrRefused, err)
	}
	return Mail{ID: n.ID, To: to.Email, Name: to.Name, Subject: l.Subject, Text: l.Text, HTML: l.HTML, Date: n.At}, nil
}

// note writes what became of a mail.
func (s *Service) note(ctx context.Context, id string, outcome error) error {
	now := s.now()
	_, err := s.store.ChangeNotice(ctx, id, func(n *Notice) ([]Fact, error) {
		n.Delivery = settle(n.Delivery, outcome, now)
		return nil, nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil // expired meanwhile
	}
	return err
}

// settle is the rule of what becomes of a mail after an attempt.
func settle(d Delivery, outcome error, now time.Time) Delivery {
	d.Fault = ""
	if outcome == nil {
		d.State, d.DueAt = Sent, time.Time{}
		return d
	}
	d.Fault = outcome.Error()
	switch {
	case errors.Is(outcome, ErrRefused):
		d.State, d.DueAt = Refused, time.Time{}
	case d.Attempts > len(waits):
		d.State, d.DueAt = Abandoned, time.Time{}
	default:
		d.DueAt = now.Add(waits[d.Attempts-1])
	}
	return d
}
