import { STEP_LABELS, programLabels, programSelector } from "./labels";
import { type PodLabels } from "../../platform/contract";
import { type PodTraffic, DNS_RULE, type TrafficRule } from "../../platform/pod-traffic";

/** Destinations outside of the namespace. */
interface Surroundings {
  /** Ranges in which pods reach AWS services. */
  readonly serviceCidrs: readonly string[];
  /** Ranges of the subnets with the database. */
  readonly databaseCidrs: readonly string[];
  /** Address of the Service of the Kubernetes API. */
  readonly apiServerIp: string;
  readonly databasePort: number;
  /** Servers of other parts that steps reach. */
  readonly ofSteps: readonly TrafficRule[];
  /** Pods of other parts that connect to the pages. */
  readonly ofPages: TrafficRule["peers"];
}

/** Programs, and the steps of pipelines. Kubeflow Pipelines gives each pod of a run the label of steps. */
type Program =
  | "ml-pipeline"
  | "ml-pipeline-ui"
  | "persistence-agent"
  | "schedules"
  | "metadata-grpc-service"
  | "metadata-proxy"
  | "workflow-controller"
  | "steps";

const PROGRAMS: readonly Program[] = [
  "ml-pipeline",
  "ml-pipeline-ui",
  "persistence-agent",
  "schedules",
  "metadata-grpc-service",
  "metadata-proxy",
  "workflow-controller",
  "steps",
];

const podsOf = (program: Program): PodLabels =>
  program === "steps" ? STEP_LABELS : programSelector(program);

/** Connections within the namespace. Both sides get a rule. */
const WITHIN: readonly { readonly from: Program; readonly to: Program; readonly ports: readonly number[] }[] =
  [
    { from: "ml-pipeline-ui", to: "ml-pipeline", ports: [8888] },
    { from: "persistence-agent", to: "ml-pipeline", ports: [8888, 8887] },
    { from: "schedules", to: "ml-pipeline", ports: [8887] },
    { from: "steps", to: "ml-pipeline", ports: [8887] },
    { from: "steps", to: "metadata-grpc-service", ports: [8080] },
    { from: "metadata-proxy", to: "metadata-grpc-service", ports: [8080] },
    { from: "ml-pipeline-ui", to: "metadata-proxy", ports: [9090] },
  ];

/** Programs that find others by a name. */
const NAMING: readonly Program[] = PROGRAMS.filter((program) => program !== "workflow-controller");

/** Programs that call the Kubernetes API. They find it by its address. */
const API_CLIENTS: readonly Program[] = PROGRAMS.filter(
  (program) => !["metadata-grpc-service", "metadata-proxy"].includes(program),
);

const DATABASE_CLIENTS: readonly Program[] = ["ml-pipeline", "metadata-grpc-service"];

/** Programs with a role in IAM that reads or writes artifacts. */
const ARTIFACT_CLIENTS: readonly Program[] = ["ml-pipeline", "ml-pipeline-ui", "steps"];

/** Traffic of each program. `kubectl port-forward` needs no rule: it does not use the network of pods. */
export const pipelinesTraffic = ({
  serviceCidrs,
  databaseCidrs,
  apiServerIp,
  databasePort,
  ofSteps,
  ofPages,
}: Surroundings): PodTraffic[] => {
  const services: TrafficRule["peers"] = serviceCidrs.map((cidr) => ({ cidr }));
  return PROGRAMS.map((program) => ({
    name: program,
    pods: podsOf(program),
    ...(program === "steps" ? {} : { labels: programLabels(program) }),
    ingress: [
      ...WITHIN.filter(({ to }) => to === program).map(({ from, ports }) => ({
        peers: [{ pods: podsOf(from) }],
        ports,
      })),
      ...(program === "ml-pipeline-ui" && ofPages.length > 0 ? [{ peers: ofPages, ports: [3000] }] : []),
    ],
    egress: [
      ...WITHIN.filter(({ from }) => from === program).map(({ to, ports }) => ({
        peers: [{ pods: podsOf(to) }],
        ports,
      })),
      ...(NAMING.includes(program) ? [DNS_RULE] : []),
      ...(API_CLIENTS.includes(program) ? [{ peers: [{ cidr: `${apiServerIp}/32` }], ports: [443] }] : []),
      ...(DATABASE_CLIENTS.includes(program)
        ? [{ peers: databaseCidrs.map((cidr) => ({ cidr })), ports: [databasePort] }]
        : []),
      ...(ARTIFACT_CLIENTS.includes(program) ? [{ peers: services, ports: [443] }] : []),
      ...(program === "steps" ? ofSteps : []),
    ],
    ...(ARTIFACT_CLIENTS.includes(program) ? { reachesS3: true } : {}),
  }));
};
