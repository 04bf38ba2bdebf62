import { items, type PodSpec } from "../../../infrastructure/kubernetes-api";
import { type Labels, carries, labelsOf } from "../../../infrastructure/kubernetes-labels";
import { type Pods, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { userError } from "../../../base/errors";
import { extractFile } from "../../../base/indexed-lines";
import { readText } from "../../../base/read-text";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type JsonObject, text } from "../../../terraform/stack-json";
import { type Questions } from "./questions";

/** Name of the pod. One name for all runs, so that a killed run leaves at most one pod. */
export const POD_NAME = "private-eks-inference-verify";

const NAME_LABELS = ["app.kubernetes.io/name", "app.kubernetes.io/instance"];

/** Number of requests of which the median counts. */
const REPEATED = "1 2 3 4 5";

/** Seconds until Kubernetes ends the pod, also where the command was killed. */
export const DEADLINE_SECONDS = 180;

const ANSWERS = "/dev/termination-log";

/**
 * A pod at the place of a model's pods, with their account, and with their labels but those of the name. The network policies for
 * all models select it, and no Service does. Throws where one would.
 */
export function manifestOf(
  plan: EnvironmentPlan,
  pods: Pods,
  image: string,
  questions: Questions,
): JsonObject {
  const { owner, spec } = pods;
  const labels: Labels = {
    ...pods.labels,
    ...Object.fromEntries(NAME_LABELS.map((label) => [label, POD_NAME])),
  };
  const service = objectsOf(plan)
    .ofKind("service")
    .find(({ namespace, spec: { selector } }) => {
      const wanted = labelsOf(selector);
      return namespace === owner.namespace && Object.keys(wanted).length > 0 && carries(labels, wanted);
    });
  if (service !== undefined)
    throw userError({
      place: "--pod",
      got: `the Service ${service.name}, which would send requests to the pod`,
      expected: `a Service that selects its pods by ${NAME_LABELS.join(" or ")}`,
      fix: "add such a label to its selector",
    });
  const account = text(spec.serviceAccountName);
  const priority = text(spec.priorityClassName);
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: POD_NAME, namespace: owner.namespace, labels },
    spec: {
      restartPolicy: "Never",
      activeDeadlineSeconds: DEADLINE_SECONDS,
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      ...(account === undefined ? {} : { serviceAccountName: account }),
      ...(priority === undefined ? {} : { priorityClassName: priority }),
      nodeSelector: labelsOf(spec.nodeSelector),
      tolerations: tolerationsOf(spec.tolerations),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        // The group may read the token of the account.
        fsGroup: 10001,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "verify",
          image,
          // Nodes ask ECR for the image in any case, also where an earlier run left it.
          imagePullPolicy: "Always",
          command: ["/bin/sh", "-c", podScript()],
          env: Object.entries(variablesOf(questions)).map(([name, value]) => ({ name, value })),
          terminationMessagePath: ANSWERS,
          resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "64Mi" } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
    },
  };
}

const variablesOf = ({
  region,
  inside,
  ecr,
  s3,
  sts,
  files,
}: Questions): Readonly<Record<string, string>> => ({
  ANSWERS,
  REPEATED,
  REGION: region,
  NAMES: [...inside, s3].join(" "),
  REQUESTS: ecr.join(" "),
  STS: `https://${sts}/`,
  BUCKET: files?.bucket ?? "",
  PREFIX: encodeURIComponent(files?.prefix ?? ""),
  S3: `https://${files?.bucket ?? ""}.${s3}`,
});

const tolerationsOf = (tolerations: PodSpec["tolerations"]): JsonObject[] =>
  items(tolerations).map(({ tolerationSeconds: seconds, ...rest }) => ({
    ...rest,
    ...(seconds === undefined ? {} : { tolerationSeconds: Number(seconds) }),
  }));

/** Network policies that select pods of a model, but not the pod of the command: it proves nothing about them. */
export const otherPolicies = (plan: EnvironmentPlan, pods: Pods): string[] =>
  objectsOf(plan)
    .ofKind("network_policy")
    .filter(({ namespace, spec }) => {
      const selector = labelsOf(spec.podSelector?.matchLabels);
      return (
        namespace === pods.owner.namespace &&
        carries(pods.labels, selector) &&
        NAME_LABELS.some((label) => label in selector)
      );
    })
    .map(({ name }) => name);

/**
 * Program of the pod: POSIX shell with `dig`, `curl` and `sed`. It reads its questions from variables, and writes one line for
 * each answer to its termination message, which has at most 4,096 bytes. Credentials stay in the shell.
 *
 * curl 7.88 signs requests to S3 with a token, as the tests show; the parameters of the query are in the order that a signature
 * needs.
 */
function podScript(): string {
  const name = "verify-pod.sh";
  const file = extractFile("scripts", name, (path) => require.resolve(path)) ?? name;
  return readText(file, { expected: "a script of the program", fix: "install the package again" });
}
