import { programLogIn } from "../../../src/checks/network/program-log-in";
import { environmentPlan, type Editable } from "../../support/altered";
import { type Edit, foundBy, newlyFound, within } from "../../support/findings";
import { type LogIn, admit, withLogIn } from "../../support/log-in";
import { planOf } from "../../support/reference-plans";

const ML = "ml-platform";
const finds = (edit: Edit): string[] => newlyFound([programLogIn], ML, edit);

const policies = (platform: Editable): Editable => platform.resource.kubernetes_network_policy_v1;

test("people reach no page of an example but by a forwarded port", () => {
  expect(foundBy(programLogIn, environmentPlan(planOf(ML)))).toEqual([]);
});

test("a proxy with a log-in, groups and cookies over HTTPS only is the way to a page", () => {
  expect(finds(withLogIn())).toEqual([]);
});

const PAGES: readonly [page: string, policy: string, port: string][] = [
  ["MLflow", "mlflow", "5000"],
  ["the page of Kubeflow Pipelines", "kubeflow_pipelines_ml_pipeline_ui", "3000"],
  ["the API of Kubeflow Pipelines", "kubeflow_pipelines_ml_pipeline", "8888"],
  ["Grafana", "monitoring_grafana", "3000"],
  ["Prometheus", "monitoring_prometheus", "9090"],
  ["Alertmanager", "monitoring_alertmanager", "9093"],
  ["Argo CD", "gitops_server", "8080"],
];

test.each(PAGES)("a rule that admits all pods of the namespace to %s is found", (page, policy, port) => {
  expect(finds(({ platform }) => admit(platform, policy, {}, port))).toEqual([
    expect.stringContaining(`kubernetes_network_policy_v1.${policy}: ${page}`),
  ]);
});

test.each(PAGES)(
  "a rule without a peer, which admits every address to %s, is found",
  (page, policy, port) => {
    expect(
      finds(({ platform }) => {
        policies(platform)[policy].spec.ingress = [{ ports: [{ port, protocol: "TCP" }] }];
      }),
    ).toEqual([expect.stringContaining(`${policy}: ${page} is reached without log-in from every address`)]);
  },
);

test.each(PAGES)("pods of %s that no network policy closes are found", (page, policy) => {
  const lines = finds(({ platform }) => {
    const all = policies(platform);
    const { namespace } = all[policy].metadata;
    for (const [name, each] of Object.entries<Editable>(all))
      if (each.metadata.namespace === namespace) Reflect.deleteProperty(all, name);
  });
  expect(lines.filter((line) => line.includes(`: ${page} is reached`))).toEqual([
    expect.stringContaining("from every pod: no network policy closes it"),
  ]);
});

test.each<[string, Edit, string]>([
  [
    "a range of addresses",
    ({ platform }) => {
      policies(platform).mlflow.spec.ingress.push({
        from: [{ ip_block: { cidr: "10.48.0.0/19" } }],
        ports: [{ port: "5000", protocol: "TCP" }],
      });
    },
    "MLflow is reached without log-in from 10.48.0.0/19",
  ],
  [
    "pods that no stack creates",
    ({ platform }) => admit(platform, "mlflow", { app: "notebook" }),
    "MLflow is reached without log-in from pods",
  ],
  [
    "pods of all namespaces with the labels of a client",
    ({ platform }) => {
      policies(platform).mlflow.spec.ingress[0].from[0].namespace_selector = {};
    },
    "MLflow is reached without log-in from pods",
  ],
  [
    "a program that does not call the page",
    ({ platform }) =>
      admit(platform, "monitoring_prometheus", { "app.kubernetes.io/name": "kube-state-metrics" }, "9090"),
    "Prometheus is reached without log-in from kube-prometheus-stack-kube-state-metrics",
  ],
  [
    "a second policy that selects by an expression",
    ({ platform }) => {
      policies(platform).opened = {
        metadata: { name: "opened", namespace: "mlflow" },
        spec: {
          pod_selector: { match_expressions: [{ key: "app.kubernetes.io/name", operator: "Exists" }] },
          policy_types: ["Ingress"],
          ingress: [{ from: [{ namespace_selector: {} }] }],
        },
      };
    },
    "opened: MLflow is reached without log-in from pods",
  ],
  [
    "an Ingress to the program",
    ({ platform }) => {
      platform.resource.kubernetes_ingress_v1 = { open: ingressTo("mlflow", "mlflow") };
    },
    "kubernetes_ingress_v1.open: MLflow is reached without log-in",
  ],
  [
    "an Ingress to the Service of a release",
    ({ platform }) => {
      platform.resource.kubernetes_ingress_v1 = {
        open: ingressTo("monitoring", "kube-prometheus-stack-grafana"),
      };
    },
    "kubernetes_ingress_v1.open: leads to the Service kube-prometheus-stack-grafana in monitoring",
  ],
  [
    "the default backend of an Ingress",
    ({ platform }) => {
      platform.resource.kubernetes_ingress_v1 = {
        open: {
          metadata: { name: "open", namespace: "kubeflow" },
          spec: { default_backend: { service: { name: "ml-pipeline-ui", port: { number: 80 } } } },
        },
      };
    },
    "kubernetes_ingress_v1.open: the page of Kubeflow Pipelines is reached without log-in",
  ],
  ...["LoadBalancer", "NodePort"].map((type): [string, Edit, string] => [
    `a Service of type ${type}`,
    ({ platform }) => {
      platform.resource.kubernetes_service_v1.mlflow.spec.type = type;
    },
    `kubernetes_service_v1.mlflow: MLflow is reached without log-in: its Service has the type ${type}`,
  ]),
  [
    "an address of a Service outside of the cluster",
    ({ platform }) => {
      platform.resource.kubernetes_service_v1.mlflow.spec.external_ips = ["10.48.0.9"];
    },
    "kubernetes_service_v1.mlflow: MLflow is reached without log-in: its Service has addresses outside of the cluster",
  ],
  ...(
    [
      ["grafana.ingress.enabled", "prometheus", (values) => (values.grafana.ingress = { enabled: true })],
      ["grafana.service.type", "prometheus", (values) => (values.grafana.service = { type: "NodePort" })],
      [
        "prometheus.route.main.enabled",
        "prometheus",
        (values) => (values.prometheus.route = { main: { enabled: true } }),
      ],
      [
        "alertmanager.service.type",
        "prometheus",
        (values) => (values.alertmanager.service = { type: "LoadBalancer" }),
      ],
      ["server.ingress.enabled", "argo_cd", (values) => (values.server.ingress = { enabled: true })],
      ["server.service.type", "argo_cd", (values) => (values.server.service = { type: "LoadBalancer" })],
    ] as [string, string, (values: Editable) => void][]
  ).map(([path, release, edit]): [string, Edit, string] => [
    `the value ${path} of a chart`,
    ({ platform }) => within(platform.resource.helm_release[release].values, 0, edit),
    `helm_release.${release}: ${path}`,
  ]),
])("%s is found", (_, edit, expected) => {
  expect(finds(edit)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
});

const ingressTo = (namespace: string, name: string): Editable => ({
  metadata: { name: "open", namespace },
  spec: {
    ingress_class_name: "alb",
    rule: [{ http: { path: [{ path: "/", backend: { service: { name, port: { number: 80 } } } }] } }],
  },
});

/** Changes the arguments of the proxy. */
const argued =
  (change: (args: string[]) => string[]) =>
  ({ container }: LogIn): void => {
    container.args = change(container.args as string[]);
  };
const adding = (...more: string[]) => argued((args) => [...args, ...more]);
const without = (flag: string) => argued((args) => args.filter((each) => !each.startsWith(`--${flag}=`)));
const setting = (flag: string, value: string) =>
  argued((args) => [...args.filter((each) => !each.startsWith(`--${flag}=`)), `--${flag}=${value}`]);

test.each<[string, (logIn: LogIn) => void, string]>([
  ["a path without log-in", adding("--skip-auth-route=^/api"), "--skip-auth-route"],
  [
    "a path without log-in in the form of older versions",
    adding("--skip-auth-regex=^/api"),
    "--skip-auth-regex",
  ],
  ["a path with another answer", adding("--api-route=^/"), "--api-route"],
  ["requests that ask for methods", adding("--skip-auth-preflight"), "--skip-auth-preflight"],
  ["addresses without log-in", adding("--trusted-ip=10.0.0.0/8"), "--trusted-ip"],
  ["tokens of other issuers", adding("--skip-jwt-bearer-tokens=true"), "--skip-jwt-bearer-tokens"],
  ["a file of passwords", adding("--htpasswd-file=/tmp/users"), "--htpasswd-file"],
  ["a file of settings", adding("--config=/tmp/proxy.cfg"), "--config"],
  ["a flag that the facts do not list", adding("--new-flag=true"), "--new-flag"],
  ["a flag with its value apart", adding("--trusted-ip", "10.0.0.0/8"), "--trusted-ip"],
  ["a flag with one dash", adding("-trusted-ip=10.0.0.0/8"), "-trusted-ip"],
  ["no group, so that each person of the provider passes", without("allowed-group"), "--allowed-group"],
  ["an empty group", adding("--allowed-group="), "--allowed-group"],
  ["an issuer by HTTP", setting("oidc-issuer-url", "http://login.example.com"), "--oidc-issuer-url"],
  ["no issuer", without("oidc-issuer-url"), "--oidc-issuer-url"],
  ["another provider", setting("provider", "github"), "--provider"],
  ["an unverified e-mail", adding("--insecure-oidc-allow-unverified-email=true"), "--insecure-oidc-allow"],
  ["an unverified issuer", adding("--insecure-oidc-skip-issuer-verification"), "--insecure-oidc-skip-issuer"],
  ["no nonce, by default", without("insecure-oidc-skip-nonce"), "--insecure-oidc-skip-nonce"],
  ["an unverified certificate", adding("--ssl-insecure-skip-verify=true"), "--ssl-insecure-skip-verify"],
  ["a cookie by HTTP", setting("cookie-secure", "false"), "--cookie-secure"],
  ["a cookie that scripts read", setting("cookie-httponly", "false"), "--cookie-httponly"],
  ["a cookie for other sites", setting("cookie-samesite", "none"), "--cookie-samesite"],
  ["a cookie for other hosts", adding("--cookie-domain=.example.com"), "--cookie-domain"],
  ["a session of a week, by default", without("cookie-expire"), "--cookie-expire"],
  ["a session of two days", setting("cookie-expire", "48h"), "--cookie-expire"],
  ["a secret in an argument", adding("--cookie-secret=0123456789abcdef"), "--cookie-secret"],
  ["headers of every sender", without("trusted-proxy-ip"), "--trusted-proxy-ip"],
  ...["0.0.0.0/0", "172.0.0.0/8", "172.32.0.0/16", "192.0.0.0/8", "192.167.0.0/16", "100.0.0.0/8"].map(
    (range): [string, (logIn: LogIn) => void, string] => [
      `headers of ${range}, which has public addresses`,
      adding(`--trusted-proxy-ip=${range}`),
      `--trusted-proxy-ip is ${range}, expected a private range`,
    ],
  ),
  [
    "an address of the log-in by HTTP",
    setting("redirect-url", "http://mlflow.ml.example.com/oauth2/callback"),
    "--redirect-url",
  ],
  ["files in place of a program", setting("upstream", "file:///"), "--upstream"],
  [
    "a variable that sets a flag",
    ({ container }) => {
      container.env = [{ name: "OAUTH2_PROXY_SKIP_AUTH_ROUTES", value: "^/" }];
    },
    "OAUTH2_PROXY_SKIP_AUTH_ROUTES",
  ],
  [
    "variables of a ConfigMap",
    ({ container }) => {
      container.env_from = [{ config_map_ref: { name: "settings" } }];
    },
    "variables",
  ],
  [
    "another command",
    ({ container }) => {
      container.command = ["/bin/nginx"];
    },
    "command",
  ],
  [
    "another image",
    ({ container }) => {
      container.image = "quay.io/example/proxy:v1";
    },
    "mlflow-log-in",
  ],
  [
    "a second program in the pod",
    ({ pods }) => {
      pods.container.push({ name: "shell", image: "quay.io/example/shell:v1" });
    },
    "shell",
  ],
])("a proxy with %s is no log-in", (_, change, expected) => {
  const lines = finds(withLogIn(change));
  expect(lines).not.toEqual([]);
  expect(lines.join("\n")).toContain(expected);
});
