import { ingressPaths } from "../../../infrastructure/network-entries";
import { type ContainerSpec, items, PROBES } from "../../../infrastructure/kubernetes-api";
import { objectsOf, type Pods } from "../../../infrastructure/kubernetes-objects";
import { KSERVE, KSERVE_SERVERS_KNOWN } from "../facts";
import { POD_IMAGES } from "../facts/pod-images";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, type CheckProblem, ruleOf } from "../../../checks/check";
import { number, text, texts } from "../../../terraform/stack-json";
import { ImageReference } from "../../../infrastructure/kubernetes-images";
import { knownText } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const inferenceServers: Check = {
  ...ruleOf(TEXTS, "inference-servers"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) =>
      pods.owner.createdFor === undefined
        ? []
        : combinedFinding(
            pods.owner.resource,
            `server of InferenceService ${pods.owner.createdFor}`,
            serverProblems(plan, pods),
          ),
    ),
};

/** The server by its image and arguments. An image that is not of KServe is a program of its own. */
function serverProblems(plan: EnvironmentPlan, pods: Pods): CheckProblem[] {
  const container = pods.containers.find(({ name }) => name === KSERVE.container)?.config ?? {};
  const image = knownText(plan, inLayer(pods.owner.resource, container.image)) ?? "";
  const parsed = ImageReference.parse(image);
  const known = POD_IMAGES.find((each) => parsed.isCopyOf(each));
  const server = known && KSERVE_SERVERS_KNOWN[known.repository.slice(known.repository.lastIndexOf("/") + 1)];
  if (!known || !server)
    return [
      {
        notJudged: `its image ${image || "(none)"} is no known server of KServe, so its paths are not judged`,
      },
    ];
  const args = new Map(
    texts(container.args).map((arg) => {
      const [key = "", ...value] = arg.split("=");
      return [key, value.join("=")] as const;
    }),
  );
  const model = args.get("--model_name") ?? "model";
  const port = number(items(container.ports)[0]?.containerPort);
  const mounts = items(container.volumeMounts).map((each) => text(each.mountPath));
  const folder = args.get("--model_dir") ?? "/mnt/models";
  const answered = [`/v1/models/${model}`, `/v2/models/${model}`];
  const paths = [...clientPaths(plan, pods), ...probePaths(container)];
  const wrongImage = parsed.differenceTo(known);
  return [
    ...(wrongImage === undefined ? [] : [`its server ${wrongImage}`]),
    ...[...args.keys()]
      .filter((key) => !server.args.includes(key))
      .map((key) => `its server does not know the argument ${key}`),
    ...(Number(args.get("--http_port") ?? 8080) === port
      ? []
      : [
          `its server listens on ${args.get("--http_port") ?? "8080"}, and its container declares ${String(port)}`,
        ]),
    ...(mounts.includes(folder)
      ? []
      : [`no volume is mounted at ${folder}, where its server reads the model`]),
    ...(args.get("--enable_grpc") === "false"
      ? []
      : ["its server opens a port for gRPC that nothing declares"]),
    ...[...new Set(paths)]
      .filter((path) => !answers(answered, path))
      .map((path) => `its server has no path ${path} for the model ${model}`),
  ];
}

const HEALTH = ["/", "/v2/health/live", "/v2/health/ready"];

const answers = (models: readonly string[], path: string): boolean =>
  HEALTH.includes(path) ||
  models.some((model) => path === model || path.startsWith(`${model}:`) || path.startsWith(`${model}/`));

const probePaths = (container: ContainerSpec): string[] =>
  PROBES.flatMap((probe) => text(container[probe]?.httpGet?.path) ?? []);

/** Paths of an Ingress to the Service of the pods. With other entries, clients call the paths of the server themselves. */
const clientPaths = (plan: EnvironmentPlan, { owner }: Pods): string[] =>
  objectsOf(plan)
    .ofKind("ingress")
    .filter(({ namespace }) => namespace === owner.namespace)
    .flatMap(ingressPaths)
    .filter(({ serviceName }) => serviceName === owner.programName)
    .flatMap(({ config }) => text(config.path) ?? []);
