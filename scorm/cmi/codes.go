package cmi

import "strconv"

// code is an error code of SCORM 2004 (RTE §3.1.7). SCORM 1.2's are found from it.
type code int

const (
	ok                    code = 0
	generalInit           code = 102
	alreadyInitialized    code = 103
	contentTerminated     code = 104
	terminateBeforeInit   code = 112
	terminateAfterEnd     code = 113
	getBeforeInit         code = 122
	getAfterEnd           code = 123
	setBeforeInit         code = 132
	setAfterEnd           code = 133
	commitBeforeInit      code = 142
	commitAfterEnd        code = 143
	badArgument           code = 201
	getFailed             code = 301
	setFailed             code = 351
	undefinedElement      code = 401
	unimplemented         code = 402
	notInitialized        code = 403
	readOnly              code = 404
	writeOnly             code = 405
	typeMismatch          code = 406
	outOfRange            code = 407
	dependencyUnsatisfied code = 408
)

// Faults about keywords, which the two standards number differently.
const (
	keywordSet code = 1000 + iota // a keyword was written
	noChildren                    // _children of what has none
	noCount                       // _count of what is no collection
)

// messages are the error strings of RTE Table 3.1.7a, in English as the specification has
// them: they are read by content, never by people.
var messages = map[code]string{
	ok: "No Error", 101: "General Exception", generalInit: "General Initialization Failure",
	alreadyInitialized: "Already Initialized", contentTerminated: "Content Instance Terminated",
	111: "General Termination Failure", terminateBeforeInit: "Termination Before Initialization",
	terminateAfterEnd: "Termination After Termination",
	getBeforeInit:     "Retrieve Data Before Initialization", getAfterEnd: "Retrieve Data After Termination",
	setBeforeInit: "Store Data Before Initialization", setAfterEnd: "Store Data After Termination",
	commitBeforeInit: "Commit Before Initialization", commitAfterEnd: "Commit After Termination",
	badArgument: "General Argument Error", getFailed: "General Get Failure", setFailed: "General Set Failure",
	391: "General Commit Failure", undefinedElement: "Undefined Data Model Element",
	unimplemented: "Unimplemented Data Model Element", notInitialized: "Data Model Element Value Not Initialized",
	readOnly: "Data Model Element Is Read Only", writeOnly: "Data Model Element Is Write Only",
	typeMismatch: "Data Model Element Type Mismatch", outOfRange: "Data Model Element Value Out Of Range",
	dependencyUnsatisfied: "Data Model Dependency Not Established",
}

// messages12 are those of SCORM 1.2 (RTE 1.2 §3.3.4).
var messages12 = map[code]string{
	0: "No error", 101: "General exception", 201: "Invalid argument error", 202: "Element cannot have children",
	203: "Element not an array. Cannot have count", 301: "Not initialized", 401: "Not implemented error",
	402: "Invalid set value, element is a keyword", 403: "Element is read only", 404: "Element is write only",
	405: "Incorrect data type",
}

// in2004 gives the SCORM 2004 code of a fault.
func (c code) in2004() code {
	switch c {
	case keywordSet:
		return readOnly
	case noChildren, noCount:
		return getFailed
	}
	return c
}

// in12 gives the SCORM 1.2 code of a fault.
func (c code) in12() code {
	switch c {
	case ok, 101, badArgument:
		return c
	case keywordSet:
		return 402
	case noChildren:
		return 202
	case noCount:
		return 203
	case getBeforeInit, setBeforeInit, commitBeforeInit, terminateBeforeInit:
		return 301
	case undefinedElement, unimplemented:
		return 401
	case notInitialized:
		return ok // SCORM 1.2 answers an empty string
	case readOnly:
		return 403
	case writeOnly:
		return 404
	case typeMismatch, outOfRange:
		return 405
	case getFailed, setFailed, dependencyUnsatisfied:
		return 201
	}
	return 101
}

// ErrorString is GetErrorString (LMSGetErrorString): the text of a code, empty for one that
// does not exist.
func (s *Session) ErrorString(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil || strconv.Itoa(n) != number {
		return ""
	}
	if s.schema == &schema12 {
		return messages12[code(n)]
	}
	return messages[code(n)]
}

// Diagnostic is GetDiagnostic (LMSGetDiagnostic): the text of the code, or of the last error
// when none is given.
func (s *Session) Diagnostic(number string) string {
	if number == "" {
		number = strconv.Itoa(s.LastError())
	}
	return s.ErrorString(number)
}

// LastError is GetLastError (LMSGetLastError): the code of the last call that can fail.
func (s *Session) LastError() int { return int(s.last) }
