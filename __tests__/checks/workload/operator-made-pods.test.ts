import { platform } from "../../../src/infrastructure/capacity-platform";
import { releaseImages } from "../../../src/infrastructure/kubernetes-images";
import { platformRequests } from "../../../src/checks/capacity/platform-requests";
import { chartInStep } from "../../../src/checks/images/chart-in-step";
import { releasePodSecurity } from "../../../src/checks/workload/release-pod-security";
import { type Editable, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { prometheusPlan, withValues } from "../../support/prometheus";

// No chart renders the pods of Prometheus and Alertmanager: the operator makes them from these values.
const prometheus = (values: Editable): Editable => values["prometheus"].prometheusSpec as Editable;
const alertmanager = (values: Editable): Editable => values["alertmanager"].alertmanagerSpec as Editable;
const reloader = (values: Editable): Editable =>
  values["prometheusOperator"].prometheusConfigReloader as Editable;

const [PROMETHEUS, ALERTMANAGER] = [
  "prometheus-kube-prometheus-stack-prometheus",
  "alertmanager-kube-prometheus-stack-alertmanager",
];

test.each<[what: string, edit: (values: Editable) => void, messages: string[]]>([
  [
    "Prometheus without resources",
    (values) => delete prometheus(values)["resources"],
    [`${PROMETHEUS}: container prometheus has no CPU request`],
  ],
  [
    "Prometheus without a limit of memory",
    (values) => delete prometheus(values)["resources"].limits,
    [`${PROMETHEUS}: container prometheus has no memory limit`],
  ],
  [
    "Alertmanager without resources",
    (values) => delete alertmanager(values)["resources"],
    [`${ALERTMANAGER}: container alertmanager has no CPU request`],
  ],
  [
    "config reloaders without resources, in both pods",
    (values) => delete reloader(values)["resources"],
    [PROMETHEUS, ALERTMANAGER].map((name) => `${name}: container config-reloader has no CPU request`),
  ],
])("platform-requests finds %s", (_, edit, messages) => {
  expect(foundBy(platformRequests, withValues(edit))).toEqual(
    messages.map((message) => expect.stringContaining(message) as string),
  );
});

const podsNamed = (name: string | undefined, edit: (values: Editable) => void = () => undefined) =>
  platform(withValues(edit)).pods.find((pods) => pods.name === name);

test("capacity counts the pods of the operator, with the requests of all containers that run together", () => {
  expect(podsNamed(PROMETHEUS)).toMatchObject({
    count: 1,
    requests: { cpuMillis: 250 + 10, memoryMiB: 2048 + 32 },
  });
  expect(podsNamed(ALERTMANAGER)).toMatchObject({
    count: 1,
    requests: { cpuMillis: 20 + 10, memoryMiB: 64 + 32 },
  });
  expect(podsNamed(PROMETHEUS, (values) => (prometheus(values)["replicas"] = 2))?.count).toBe(2);
  expect(
    podsNamed(PROMETHEUS, (values) => (prometheus(values)["resources"].requests.memory = "8Gi"))?.requests,
  ).toMatchObject({ memoryMiB: 8192 + 32 });
});

test("the images of the pods of the operator are those of the release, of which none is a default", () => {
  const images = releaseImages(environmentPlan(prometheusPlan())).filter(
    ({ release }) => release.chart === "kube-prometheus-stack",
  );
  expect(images.filter(({ isDefault }) => isDefault)).toEqual([]);
  expect(images.map(({ upstream }) => upstream?.repository)).toEqual(
    expect.arrayContaining([
      "quay.io/prometheus/prometheus",
      "quay.io/prometheus/alertmanager",
      "quay.io/prometheus-operator/prometheus-config-reloader",
    ]),
  );
});

test.each<[what: string, edit: (values: Editable) => void, message: string]>([
  ["Prometheus", (values) => (prometheus(values)["image"].tag = "v3.0.0"), "prometheusSpec.image"],
  ["Alertmanager", (values) => (alertmanager(values)["image"].tag = "v0.1.0"), "alertmanagerSpec.image"],
  [
    "the config reloader",
    (values) => (reloader(values)["image"].tag = "v0.1.0"),
    "prometheusConfigReloader.image",
  ],
])("chart-in-step finds another version of %s", (_, edit, message) => {
  expect(foundBy(chartInStep, withValues(edit)).join("\n")).toContain(message);
});

test.each<[what: string, edit: (values: Editable) => void, message: string]>([
  [
    "Prometheus that can run as root",
    (values) => (prometheus(values)["securityContext"] = { runAsNonRoot: false }),
    `values weaken the pods of ${PROMETHEUS}: container init-config-reloader can run as root`,
  ],
  [
    "Alertmanager as user 0",
    (values) => (alertmanager(values)["securityContext"] = { runAsUser: 0 }),
    `values weaken the pods of ${ALERTMANAGER}: container init-config-reloader can run as root`,
  ],
  [
    "Alertmanager without a seccomp profile",
    (values) => (alertmanager(values)["securityContext"] = { seccompProfile: { type: "Unconfined" } }),
    "container alertmanager has no seccomp profile",
  ],
  [
    "a capability of Grafana",
    (values) =>
      (values["grafana"].containerSecurityContext = {
        privileged: true,
        capabilities: { drop: [], add: ["NET_ADMIN", "NET_BIND_SERVICE"] },
      }),
    "container grafana is privileged; container grafana does not drop all capabilities; container grafana has the capabilities NET_ADMIN",
  ],
  [
    "kube-state-metrics with the switch of its security context off",
    (values) => (values["kube-state-metrics"].securityContext = { enabled: false }),
    "container kube-state-metrics can run as root; container kube-state-metrics has no seccomp profile",
  ],
  [
    "an operator that can gain privileges",
    (values) => (values["prometheusOperator"].containerSecurityContext = { allowPrivilegeEscalation: true }),
    "container kube-prometheus-stack can gain privileges",
  ],
])("release-pod-security finds %s in a namespace that admits all", (_, edit, message) => {
  expect(foundBy(releasePodSecurity, withValues(edit)).join("\n")).toContain(message);
});
