import { serverOptions } from "../../../src/checks/ports/server-options";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { type Editable } from "../../support/altered";
import { ML, container } from "../workload/edits";

const PORT = 5000;

/** The container of a model with another command and arguments. */
const running = (words: readonly string[], edit: (each: Editable) => void = () => undefined): Edit =>
  container((each) => {
    each["command"] = words.slice(0, 1);
    each["args"] = words.slice(1);
    edit(each);
  });

const variable = (name: string, value: string) => (each: Editable) => {
  each["env"] = [...((each["env"] ?? []) as Editable[]), { name, value }];
};

const gpus = (count: number) => (each: Editable) => {
  each["resources"].limits = { ...each["resources"].limits, "nvidia.com/gpu": String(count) };
};

const byHttps = (each: Editable): void => {
  for (const probe of ["startup_probe", "readiness_probe", "liveness_probe"])
    each[probe].http_get.scheme = "HTTPS";
};

const found = (edit: Edit): string[] => newlyFound([serverOptions], ML, edit);

test.each(ENVIRONMENTS)("server-options finds nothing in %s", (name) => {
  expect(foundBy(serverOptions, environmentPlan(planOf(name)))).toEqual([]);
});

const OPEN = ["--host=0.0.0.0", `--port=${PORT}`];

test.each<readonly [title: string, edit: Edit]>([
  ["uvicorn at all addresses", running(["uvicorn", "app:app", ...OPEN])],
  [
    "uvicorn by its module",
    running(["python3", "-m", "uvicorn", "app:app", "--host", "0.0.0.0", "--port", `${PORT}`]),
  ],
  [
    "uvicorn by variables",
    running(["uvicorn", "app:app"], (each) => {
      variable("UVICORN_HOST", "0.0.0.0")(each);
      variable("UVICORN_PORT", `${PORT}`)(each);
    }),
  ],
  [
    "a flag before its variable",
    running(["uvicorn", "app:app", ...OPEN], variable("UVICORN_HOST", "127.0.0.1")),
  ],
  [
    "a port from a variable of the pod",
    running(["uvicorn", "app:app", "--host=0.0.0.0", "--port=$(LISTEN)"], variable("LISTEN", `${PORT}`)),
  ],
  [
    "a socket of a container without a port",
    running(["uvicorn", "app:app", "--uds", "/tmp/s"], (each) => (each["port"] = [])),
  ],
  [
    "a socket beside an address",
    running(["gunicorn", "app:app", `--bind=0.0.0.0:${PORT}`, "-b", "unix:/tmp/s"]),
  ],
  ["gunicorn at all addresses", running(["gunicorn", "app:app", "-b", `0.0.0.0:${PORT}`])],
  ["gunicorn with a file", running(["gunicorn", "app:app", "-c", "gunicorn.conf.py"])],
  [
    "gunicorn with arguments in a variable",
    running(["gunicorn", "app:app"], variable("GUNICORN_CMD_ARGS", "--bind=0.0.0.0")),
  ],
  [
    "TLS with probes by HTTPS",
    running(["uvicorn", "app:app", ...OPEN, "--ssl-keyfile=k", "--ssl-certfile=c"], byHttps),
  ],
  ["Triton on its port", running(["tritonserver", `--http-port=${PORT}`])],
  [
    "vLLM on as many GPUs as it has",
    running(["vllm", "serve", "m", `--port=${PORT}`, "-tp", "2", "--gpu-memory-utilization=0.9"], gpus(2)),
  ],
  [
    "a switch that is off",
    running(["vllm", "serve", "m", `--port=${PORT}`], variable("VLLM_SERVER_DEV_MODE", "0")),
  ],
  ["gunicorn with the address of its image", running(["gunicorn", "app:app"])],
  ["another program", running(["./serve", "--port=1"])],
])("server-options accepts %s", (_, edit) => {
  expect(found(edit)).toEqual([]);
});

const NAME = "container ml-inference-api:";

test.each<readonly [title: string, edit: Edit, problem: string]>([
  [
    "the default address of uvicorn",
    running(["uvicorn", "app:app", `--port=${PORT}`]),
    `${NAME} uvicorn listens at 127.0.0.1`,
  ],
  [
    "localhost",
    running(["uvicorn", "app:app", "--host", "localhost", `--port=${PORT}`]),
    "uvicorn listens at localhost",
  ],
  [
    "the default port of uvicorn",
    running(["uvicorn", "app:app", "--host=0.0.0.0"]),
    `uvicorn listens on port 8000, and the container declares ${PORT}`,
  ],
  [
    "the last of two flags",
    running(["uvicorn", "app:app", ...OPEN, "--port=9000"]),
    "uvicorn listens on port 9000",
  ],
  [
    "an address in a variable",
    running(["uvicorn", "app:app", `--port=${PORT}`], variable("UVICORN_HOST", "127.0.0.1")),
    "uvicorn listens at 127.0.0.1",
  ],
  [
    "an address of the container alone",
    running(["gunicorn", "app:app", `--bind=127.0.0.1:${PORT}`]),
    "gunicorn listens at 127.0.0.1",
  ],
  [
    "another port of gunicorn",
    running(["gunicorn", "app:app", "--bind=0.0.0.0:9000"]),
    "gunicorn listens on port 9000",
  ],
  [
    "the default address of MLflow",
    running(["mlflow", "models", "serve", "-m", "m", `-p`, `${PORT}`]),
    "MLflow listens at 127.0.0.1",
  ],
  ["another port of vLLM", running(["vllm", "serve", "m"]), "vLLM listens on port 8000"],
  [
    "a socket in place of its port",
    running(["uvicorn", "app:app", "--uds", "/tmp/s"]),
    `uvicorn listens at the socket /tmp/s, and the container declares ${PORT}`,
  ],
  [
    "a socket as an address",
    running(["gunicorn", "app:app", "--bind", "unix:/tmp/s"]),
    "gunicorn listens at the socket /tmp/s",
  ],
  ["another port of Triton", running(["tritonserver"]), "Triton listens on port 8000"],
  [
    "TLS with probes by HTTP",
    running(["uvicorn", "app:app", ...OPEN, "--ssl-keyfile=k", "--ssl-certfile=c"]),
    "uvicorn serves TLS (--ssl-keyfile, --ssl-certfile), and a probe asks by HTTP",
  ],
  [
    "probes by HTTPS without TLS",
    running(["gunicorn", "app:app", `-b=0.0.0.0:${PORT}`], byHttps),
    "gunicorn serves no TLS, and a probe asks by HTTPS",
  ],
  [
    "more shards than GPUs",
    running(["vllm", "serve", "m", `--port=${PORT}`, "--tensor-parallel-size=2"], gpus(1)),
    "vLLM divides a model among 2 GPUs, and the container has 1",
  ],
  [
    "stages and shards",
    running(["vllm", "serve", "m", `--port=${PORT}`, "-tp=2", "-pp", "2"], gpus(2)),
    "among 4 GPUs",
  ],
  [
    "a share of more than the memory",
    running(["vllm", "serve", "m", `--port=${PORT}`, "--gpu-memory-utilization=9"], gpus(1)),
    "has --gpu-memory-utilization 9, expected more than 0 and at most 1",
  ],
  [
    "a switch for development",
    running(["uvicorn", "app:app", ...OPEN, "--reload"]),
    "has --reload, which is for development",
  ],
  [
    "the mode of developers of vLLM",
    running(["vllm", "serve", "m", `--port=${PORT}`], variable("VLLM_SERVER_DEV_MODE", "1")),
    "has VLLM_SERVER_DEV_MODE: ",
  ],
  [
    "pickled objects",
    running(["vllm", "serve", "m", `--port=${PORT}`], variable("VLLM_ALLOW_INSECURE_SERIALIZATION", "1")),
    "has VLLM_ALLOW_INSECURE_SERIALIZATION: ",
  ],
])("server-options finds %s", (_, edit, problem) => {
  expect(found(edit)).toContainEqual(expect.stringContaining(problem));
});

const withFlag = (flag: string): string[] => {
  const edit: Edit = ({ models }) => {
    const [own] = models.resource.kubernetes_deployment_v1.chat.spec.template.spec.container as Editable[];
    if (own) own["args"] = [...(own["args"] as string[]), flag];
  };
  return newlyFound([serverOptions], "language-models", edit);
};

test.each([
  ["--port=9999", "listens on port 9999, and the container declares 8080"],
  ["--host=127.0.0.1", "listens at 127.0.0.1"],
  ["--tensor-parallel-size=64", "divides a model among 64 GPUs, and the container has 1"],
  ["--gpu-memory-utilization=1.5", "has --gpu-memory-utilization 1.5"],
  ["--uds=/tmp/socket", "listens at the socket /tmp/socket, and the container declares 8080"],
  ["--cpu-offload-gb=9999", "keeps 9999 GiB in memory (--cpu-offload-gb), and the container has 10Gi"],
  ["--kv-offloading-size=12", "keeps 12 GiB in memory (--kv-offloading-size), and the container has 10Gi"],
  ["--root-path=/another", "answers no route at /chat/v1, a path of ingress models (--root-path=/another)"],
  ["--root-path=/chat/", "answers no route at /chat/v1, a path of ingress models (--root-path=/chat/)"],
  ["--root-path=chat", "answers no route at /chat/v1, a path of ingress models (--root-path=chat)"],
  ["--ssl-keyfile=/tmp/key", "has --ssl-keyfile, and TLS needs --ssl-keyfile, --ssl-certfile"],
])(
  "a copy of the image of vLLM under another name, known by its flags, is reported with %s",
  (flag, problem) => {
    expect(withFlag(flag).join()).toContain(problem);
  },
);

const changedChat = (edit: (container: Editable) => void, path = "/chat/v1"): string[] =>
  newlyFound([serverOptions], "language-models", ({ models }) => {
    const [own] = models.resource.kubernetes_deployment_v1.chat.spec.template.spec.container as Editable[];
    if (own) edit(own);
    models.resource.kubernetes_ingress_v1.models.spec.rule[0].http.path[0].path = path;
  });

/** The arguments of a container, with another path of clients or none. */
const rooted =
  (...others: readonly string[]) =>
  (each: Editable) => {
    const kept = (each["args"] as string[]).filter((word) => !word.startsWith("--root-path"));
    each["args"] = [...kept, ...others];
  };

test("a path of an Ingress without the path of clients of its server is reported", () => {
  expect(changedChat(rooted())).toEqual([
    expect.stringContaining("answers no route at /chat/v1, a path of ingress models (without --root-path)"),
  ]);
});

test.each([
  ["its routes without a path of clients", "/v1", rooted()],
  ["its routes beside a path of clients", "/v1", rooted("--root-path=/chat")],
  ["a route of other tasks", "/rerank", rooted()],
  ["all paths", "/", rooted()],
  ["one route", "/chat/v1/models", rooted("--root-path=/chat")],
  ["a path above the path of clients", "/chat", rooted("--root-path=/chat/inner")],
  ["all paths below the path of clients", "/chat", rooted("--root-path=/chat")],
])("a path of an Ingress is accepted with %s", (_, path, edit) => {
  expect(changedChat(edit, path)).toEqual([]);
});

test("an Ingress that rewrites paths is not compared with the path of clients", () => {
  const edit: Edit = ({ models }) => {
    const ingress = models.resource.kubernetes_ingress_v1.models;
    ingress.metadata.annotations["alb.ingress.kubernetes.io/transforms.chat"] = "[]";
    ingress.spec.rule[0].http.path[0].path = "/other/v1";
  };
  expect(newlyFound([serverOptions], "language-models", edit)).toEqual([]);
});

test.each([
  ["arguments in a shell", ["sh", "-c", "exec vllm serve m --host=127.0.0.1"]],
  ["a program in front of it", ["tini", "--", "vllm", "serve", "m", "--host=127.0.0.1"]],
])("vLLM with %s is left to the check of its arguments", (_, command) => {
  expect(found(running(command))).toEqual([]);
});

test.each<readonly [title: string, words: readonly string[], problems: readonly string[]]>([
  [
    "a proxy of people that reuses connections",
    ["oauth2-proxy", `--http-address=0.0.0.0:${PORT}`],
    ["--disable-keep-alives"],
  ],
  [
    "one that reuses none",
    ["oauth2-proxy", `--http-address=0.0.0.0:${PORT}`, "--disable-keep-alives=true"],
    [],
  ],
  ["one whose options are in a file", ["oauth2-proxy", "--config=/etc/proxy.cfg"], []],
])("server-options asks for flags without which requests fail: %s", (_, words, problems) => {
  expect(found(running(words)).filter((each) => each.includes("lacks"))).toEqual(
    problems.map((each) => expect.stringContaining(`lacks ${each}: it reuses idle connections`)),
  );
});
