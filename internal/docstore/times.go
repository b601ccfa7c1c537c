package docstore

import (
	"reflect"
	"time"
)

// cutter cuts the times of a value to what documents keep, so that what a write answers is
// what a later read gives; nil where a type holds no time.
type cutter func(v reflect.Value)

var timeType = reflect.TypeFor[time.Time]()

// kept is a time as it comes back from a document: to the millisecond, in UTC.
func kept(t time.Time) time.Time { return time.UnixMilli(t.UnixMilli()).UTC() }

// cutterOf works out once, for a type of bodies, where its times are.
func cutterOf(t reflect.Type) cutter {
	return (&cutters{known: map[reflect.Type]cutter{}}).of(t)
}

type cutters struct {
	known map[reflect.Type]cutter // a type that holds itself finds its own
}

func (cs *cutters) of(t reflect.Type) cutter {
	if c, ok := cs.known[t]; ok {
		return c
	}
	if t == timeType {
		return func(v reflect.Value) { v.Set(reflect.ValueOf(kept(v.Interface().(time.Time)))) }
	}
	var made cutter
	cs.known[t] = func(v reflect.Value) {
		if made != nil {
			made(v)
		}
	}
	switch t.Kind() {
	case reflect.Struct:
		made = cs.ofStruct(t)
	case reflect.Slice, reflect.Array:
		made = eachOf(cs.of(t.Elem()))
	case reflect.Pointer:
		made = pointed(cs.of(t.Elem()))
	case reflect.Map:
		made = mapped(cs.of(t.Elem()), t.Elem())
	}
	cs.known[t] = made
	return made
}

func (cs *cutters) ofStruct(t reflect.Type) cutter {
	type field struct {
		index int
		cut   cutter
	}
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() {
			if cut := cs.of(f.Type); cut != nil {
				fields = append(fields, field{i, cut})
			}
		}
	}
	if fields == nil {
		return nil
	}
	return func(v reflect.Value) {
		for _, f := range fields {
			f.cut(v.Field(f.index))
		}
	}
}

func eachOf(cut cutter) cutter {
	if cut == nil {
		return nil
	}
	return func(v reflect.Value) {
		for i := range v.Len() {
			cut(v.Index(i))
		}
	}
}

func pointed(cut cutter) cutter {
	if cut == nil {
		return nil
	}
	return func(v reflect.Value) {
		if !v.IsNil() {
			cut(v.Elem())
		}
	}
}

func mapped(cut cutter, elem reflect.Type) cutter {
	if cut == nil {
		return nil
	}
	return func(v reflect.Value) {
		for entries := v.MapRange(); entries.Next(); {
			one := reflect.New(elem).Elem()
			one.Set(entries.Value())
			cut(one)
			v.SetMapIndex(entries.Key(), one)
		}
	}
}
