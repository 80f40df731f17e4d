// Package dockerfile turns the text of a Dockerfile into what the finished
// image will do: the user it runs as, the ports it opens, what it starts, how
// it is stopped.
//
// A deciding instruction is one that the finished image still shows: the last
// USER, every EXPOSE, an ENTRYPOINT that nothing replaced. Stages that the image
// is not made of decide nothing. Every value carries the line of the
// instruction that set it; line 0 says that no instruction of the file did, and
// that the value, if there is one, comes from the base image.
//
// An image is named as its FROM line names it, build arguments put in.
package dockerfile

import "time"

// Options choose what is built, as `fly deploy` would.
type Options struct {
	Target string            // [build] build-target; empty means the last stage
	Args   map[string]string // [build.args]
}

// File is what one Dockerfile says about the image of its target stage.
type File struct {
	Name        string
	Syntax      Text // the frontend image of `# syntax=`
	Stage       string
	Base        Image
	Builders    []Image // what the stages that the image copies from are based on, in file order
	Runtime     Runtime
	Server      string // the program that answers requests: next, gunicorn, puma …; empty when not recognised
	User        User
	Ports       []Port
	Volumes     []Text
	Env         []Variable
	Workdir     Text
	StopSignal  Text // as a signal name with SIG; empty means SIGTERM
	Entrypoint  Command
	Command     Command
	Healthcheck Healthcheck
	Init        Text        // tini, dumb-init …, the first process that reaps and forwards; empty when none is visible
	Cron        Instruction // what starts scheduled work inside the image; Text is supercronic, crond …
	Unresolved  []Unresolved
	Deciding    []Instruction
}

// Text is a value and the line that set it.
type Text struct {
	Value string
	Line  int
}

// Image is a reference in its parts. Repository has neither tag nor digest.
type Image struct {
	Reference, Repository, Tag, Digest string
	Platform                           string // of FROM --platform; empty means the builder's own
	Line                               int
}

// User is who the container runs as. UID and GID are nil where nothing says
// them. Known is false where UID is nil or only the likely one: the account was
// made without a number, in an image whose other accounts are not known.
type User struct {
	Name, Group string // as written; numbers stay as text
	UID, GID    *int64
	Known       bool
	Line        int
	Account     int // the line of the RUN that made the account, 0 when the base image has it
}

// Port is one that EXPOSE names. Protocol is tcp, udp or sctp.
type Port struct {
	Number   int
	Protocol string
	Line     int
}

// Variable is one of ENV. The value of a name that looks like a credential is
// not kept: Redacted says so.
type Variable struct {
	Name, Value string
	Redacted    bool
	Line        int
}

// Command is ENTRYPOINT or CMD. Words is what runs, with the shell in front of
// a shell form. Words is empty and Line set for `ENTRYPOINT []`.
type Command struct {
	Words []string
	Shell bool // shell form: a shell is the first process, and signals stop there
	Line  int
}

// Healthcheck is the image's own. Fly and Kubernetes ignore it both. Test is as
// Docker stores it: NONE, CMD or CMD-SHELL first. Zero durations and retries
// mean Docker's defaults.
type Healthcheck struct {
	Test                                []string
	Interval, Timeout, Start, StartPoll time.Duration
	Retries                             int
	Line                                int
}

// Unresolved is a variable that an instruction other than ENV uses and nothing
// in the file gives a value.
type Unresolved struct {
	Instruction string
	Variable    string
	Line        int
}

// Instruction is a deciding one, with its keyword in capitals. Text is what
// follows the keyword, values of credentials left out.
type Instruction struct {
	Keyword, Text string
	Line          int
}
