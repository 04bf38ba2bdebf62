import { programLogIn } from "../../../src/checks/network/program-log-in";
import { type Editable } from "../../support/altered";
import { type Edit, newlyFound, within } from "../../support/findings";
import { withLogIn } from "../../support/log-in";

const finds = (edit: Edit): string[] => newlyFound([programLogIn], "ml-platform", edit);

test.each<[string, (ingress: Editable) => void, string]>([
  [
    "no certificate",
    ({ metadata }) =>
      Reflect.deleteProperty(metadata.annotations, "alb.ingress.kubernetes.io/certificate-arn"),
    "certificate",
  ],
  [
    "no redirect to HTTPS",
    ({ metadata }) => Reflect.deleteProperty(metadata.annotations, "alb.ingress.kubernetes.io/ssl-redirect"),
    "HTTP",
  ],
  [
    "addresses of the internet",
    ({ metadata }) => {
      metadata.annotations["alb.ingress.kubernetes.io/scheme"] = "internet-facing";
    },
    "internet",
  ],
])("a load balancer with %s in front of a proxy is found", (_, change, expected) => {
  expect(finds(withLogIn(({ ingress }) => change(ingress)))).toEqual([
    expect.stringMatching(new RegExp(`kubernetes_ingress_v1.mlflow_log_in: .*${expected}`)),
  ]);
});

test.each(["LoadBalancer", "NodePort"])("a Service of type %s in front of a proxy is found", (type) => {
  const edit = withLogIn(() => undefined);
  expect(
    finds((layers) => {
      edit(layers);
      layers.platform.resource.kubernetes_service_v1.mlflow_log_in.spec.type = type;
    }),
  ).toEqual([
    `program-log-in kubernetes_service_v1.mlflow_log_in: a log-in is reached past the Ingress with HTTPS: its Service has the type ${type}`,
  ]);
});

test.each<[kind: string, spec: object]>([
  ["HTTPRoute", { rules: [{ backendRefs: [{ name: "mlflow-log-in", port: 80 }] }] }],
  ["TargetGroupBinding", { serviceRef: { name: "mlflow-log-in", port: 80 } }],
])("a %s to a proxy is found, since no check judges its listener", (kind, spec) => {
  const edit = withLogIn();
  expect(
    finds((layers) => {
      edit(layers);
      within(layers.platform.resource.helm_release.argo_cd.values, 0, (values) => {
        values["resources"] = [{ kind, metadata: { name: "open", namespace: "mlflow" }, spec }];
      });
    }),
  ).toEqual([
    `program-log-in helm_release.argo_cd: leads to the log-in mlflow-log-in by a ${kind}, and no check judges whether its clients use HTTPS`,
  ]);
});
