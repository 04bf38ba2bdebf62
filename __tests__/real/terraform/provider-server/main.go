// A server between Terraform and a provider. Terraform connects to it with TF_REATTACH_PROVIDERS.
//
// For each plan, Terraform starts the provider three times, has it build its schema, and has it check that schema twice: 7.5 of the 9 s of CPU time
// of a plan of one VPC. The server answers these two calls from memory after the first time. Every other call goes unchanged to a
// process of the real provider, one for each connection, with the environment and folder of the calling Terraform.
//
// A schema is answered without the types that the calling Terraform cannot use (types.go): decoding it is most of the time of a small plan.
//
// Usage: provider-server SOCKET PROVIDER TYPES
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/status"
)

const (
	// The value that a provider expects, so that it is not started by hand.
	// https://github.com/hashicorp/terraform/blob/v1.11.0/internal/plugin/serve.go (2026-11-24)
	cookie   = "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"
	protocol = "PLUGIN_PROTOCOL_VERSIONS=5"
	service  = "/tfplugin5.Provider/"

	largestMessage = 1 << 30
)

// Calls whose answer depends on nothing but their request: the schema, and whether a configuration fits it.
var pure = map[string]bool{service + "GetSchema": true, service + "PrepareProviderConfig": true}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: provider-server SOCKET PROVIDER TYPES")
	}
	types, err := typesIn(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("unix", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(address(os.Args[1]))
	answers := &memory{known: map[string]*answer{}, types: types}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(connection.(*net.UnixConn), os.Args[2], answers)
	}
}

// address returns the value of TF_REATTACH_PROVIDERS.
func address(socket string) string {
	server := map[string]any{
		"Protocol":        "grpc",
		"ProtocolVersion": 5,
		"Pid":             os.Getpid(),
		// Terraform does not end a server of a test.
		"Test": true,
		"Addr": map[string]string{"Network": "unix", "String": socket},
	}
	text, _ := json.Marshal(map[string]any{"registry.terraform.io/hashicorp/aws": server})
	return string(text)
}

// serve answers the calls of one connection. Terraform opens one for each process of the provider that it would start.
func serve(connection *net.UnixConn, program string, answers *memory) {
	caller, err := callerOf(connection)
	if err != nil {
		log.Print(err)
		connection.Close()
		return
	}
	provider := &process{program: program, caller: caller}
	only := &onlyConnection{connection: connection, closed: make(chan struct{})}
	server := grpc.NewServer(
		grpc.ForceServerCodec(bytesCodec{}),
		grpc.MaxRecvMsgSize(largestMessage),
		grpc.MaxSendMsgSize(largestMessage),
		grpc.UnknownServiceHandler(func(_ any, stream grpc.ServerStream) error {
			return handle(stream, provider, answers)
		}),
	)
	go func() {
		<-only.closed
		server.Stop()
		provider.end()
	}()
	server.Serve(only)
}

func handle(stream grpc.ServerStream, provider *process, answers *memory) error {
	method, _ := grpc.MethodFromServerStream(stream)
	if !strings.HasPrefix(method, service) {
		return plugin(method, stream)
	}
	var request []byte
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	call := func() ([]byte, error) { return provider.call(stream.Context(), method, request) }
	if pure[method] {
		forward := call
		call = func() ([]byte, error) { return answers.get(method+string(request), forward) }
	}
	response, err := call()
	if err != nil {
		return err
	}
	if method == service+"GetSchema" {
		if response, err = answers.types.schemaFor(provider.caller.folder, response); err != nil {
			return err
		}
	}
	return stream.SendMsg(response)
}

// plugin answers the calls of Terraform's library for plugins, which are about the process and not about the provider.
func plugin(method string, stream grpc.ServerStream) error {
	switch method {
	case "/plugin.GRPCController/Shutdown":
		return stream.SendMsg([]byte{})
	case "/plugin.GRPCBroker/StartStream", "/plugin.GRPCStdio/StreamStdio":
		<-stream.Context().Done()
		return nil
	}
	return status.Error(codes.Unimplemented, method)
}

// memory keeps the answers of pure calls. Callers of the same call wait for the first one.
type memory struct {
	mutex sync.Mutex
	known map[string]*answer
	types types
}

type answer struct {
	mutex sync.Mutex
	bytes []byte
}

func (all *memory) get(key string, call func() ([]byte, error)) ([]byte, error) {
	all.mutex.Lock()
	one, found := all.known[key]
	if !found {
		one = &answer{}
		all.known[key] = one
	}
	all.mutex.Unlock()
	one.mutex.Lock()
	defer one.mutex.Unlock()
	if one.bytes != nil {
		return one.bytes, nil
	}
	bytes, err := call()
	if err == nil {
		one.bytes = bytes
	}
	return bytes, err
}

// process is a provider that starts with its first call.
type process struct {
	program string
	caller  caller

	mutex   sync.Mutex
	command *exec.Cmd
	client  *grpc.ClientConn
	ended   bool
}

func (provider *process) call(ctx context.Context, method string, request []byte) ([]byte, error) {
	client, err := provider.started()
	if err != nil {
		return nil, status.Error(codes.Unavailable, err.Error())
	}
	var response []byte
	err = client.Invoke(ctx, method, request, &response)
	return response, err
}

func (provider *process) started() (*grpc.ClientConn, error) {
	provider.mutex.Lock()
	defer provider.mutex.Unlock()
	if provider.ended {
		return nil, fmt.Errorf("%s: the caller is gone", provider.program)
	}
	if provider.client != nil {
		return provider.client, nil
	}
	command := exec.Command(provider.program)
	command.Dir = provider.caller.folder
	command.Env = append(provider.caller.environment, cookie, protocol)
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	provider.command = command
	reader := bufio.NewReader(output)
	line, err := reader.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("%s: ended before it listened: %w", provider.program, err)
	}
	go io.Copy(io.Discard, reader)
	// VERSION|PROTOCOL|NETWORK|ADDRESS|grpc|CERTIFICATE
	parts := strings.Split(strings.TrimSpace(line), "|")
	if len(parts) < 5 || parts[2] != "unix" || parts[4] != "grpc" {
		return nil, fmt.Errorf("%s: unknown address %q", provider.program, line)
	}
	provider.client, err = grpc.NewClient("unix:"+parts[3],
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(
			grpc.ForceCodec(bytesCodec{}),
			grpc.MaxCallRecvMsgSize(largestMessage),
			grpc.MaxCallSendMsgSize(largestMessage),
		),
	)
	return provider.client, err
}

func (provider *process) end() {
	provider.mutex.Lock()
	defer provider.mutex.Unlock()
	provider.ended = true
	if provider.client != nil {
		provider.client.Close()
	}
	if provider.command != nil {
		provider.command.Process.Kill()
		provider.command.Wait()
	}
}

// caller is the Terraform process at the other end of a connection.
type caller struct {
	environment []string
	folder      string
}

func callerOf(connection *net.UnixConn) (caller, error) {
	raw, err := connection.SyscallConn()
	if err != nil {
		return caller{}, err
	}
	var peer *syscall.Ucred
	var failure error
	err = raw.Control(func(descriptor uintptr) {
		peer, failure = syscall.GetsockoptUcred(int(descriptor), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	})
	if err != nil {
		return caller{}, err
	}
	if failure != nil {
		return caller{}, failure
	}
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", peer.Pid))
	if err != nil {
		return caller{}, err
	}
	folder, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", peer.Pid))
	variables := strings.Split(strings.TrimRight(string(environment), "\x00"), "\x00")
	return caller{environment: variables, folder: folder}, err
}

// onlyConnection is a listener with one connection. It ends when the connection does.
type onlyConnection struct {
	connection *net.UnixConn
	taken      bool
	once       sync.Once
	closed     chan struct{}
}

func (only *onlyConnection) Accept() (net.Conn, error) {
	if !only.taken {
		only.taken = true
		return noticed{only.connection, only}, nil
	}
	<-only.closed
	return nil, net.ErrClosed
}

func (only *onlyConnection) Close() error {
	only.once.Do(func() { close(only.closed) })
	return nil
}

func (only *onlyConnection) Addr() net.Addr { return only.connection.LocalAddr() }

type noticed struct {
	net.Conn
	only *onlyConnection
}

func (connection noticed) Close() error {
	connection.only.Close()
	return connection.Conn.Close()
}

// bytesCodec passes messages on without decoding them.
type bytesCodec struct{}

var _ encoding.Codec = bytesCodec{}

func (bytesCodec) Marshal(message any) ([]byte, error) { return message.([]byte), nil }

func (bytesCodec) Unmarshal(data []byte, message any) error {
	*message.(*[]byte) = append([]byte(nil), data...)
	return nil
}

func (bytesCodec) Name() string { return "proto" }
