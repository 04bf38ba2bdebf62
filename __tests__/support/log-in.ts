import { type Editable } from "./altered";
import { type Edit } from "./findings";

const NAME = "mlflow-log-in";
const LABELS = { "app.kubernetes.io/name": NAME };

/** Settings of a proxy with which people log in to MLflow. */
export const PROXY_ARGUMENTS: readonly string[] = [
  "--provider=oidc",
  "--oidc-issuer-url=https://login.example.com/realms/company",
  "--client-id=mlflow",
  "--client-secret-file=/mnt/secrets/client-secret",
  "--cookie-secret-file=/mnt/secrets/cookie-secret",
  "--cookie-name=__Host-log-in",
  "--cookie-secure=true",
  "--cookie-httponly=true",
  "--cookie-samesite=lax",
  "--cookie-expire=8h",
  "--session-cookie-minimal=true",
  "--email-domain=*",
  "--allowed-group=data-science",
  "--allowed-group=ml-platform",
  "--code-challenge-method=S256",
  "--insecure-oidc-skip-nonce=false",
  "--redirect-url=https://mlflow.ml.example.com/oauth2/callback",
  "--reverse-proxy=true",
  "--trusted-proxy-ip=10.48.0.0/19",
  "--trusted-proxy-ip=10.48.32.0/19",
  "--http-address=0.0.0.0:4180",
  "--upstream=http://mlflow.mlflow.svc.cluster.local",
];

/** The blocks of a proxy: its pods, its Service and an Ingress of the load balancer of the models. */
export interface LogIn {
  readonly container: Editable;
  readonly pods: Editable;
  readonly ingress: Editable;
}

/** Adds a proxy in front of MLflow, which the network policy of MLflow admits. */
export const withLogIn =
  (change: (logIn: LogIn) => void = () => undefined): Edit =>
  ({ platform }) => {
    const metadata = { name: NAME, namespace: "mlflow", labels: LABELS };
    const container = {
      name: "proxy",
      image: "quay.io/oauth2-proxy/oauth2-proxy:v7.15.3",
      args: [...PROXY_ARGUMENTS],
      port: [{ name: "http", container_port: 4180, protocol: "TCP" }],
    };
    const pods = { container: [container] };
    const ingress = {
      metadata: {
        ...metadata,
        annotations: {
          "alb.ingress.kubernetes.io/certificate-arn":
            "arn:aws:acm:eu-central-1:444455556666:certificate/0a1b2c3d-0000-4000-8000-444455556666",
          "alb.ingress.kubernetes.io/group.name": "models",
          "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
          "alb.ingress.kubernetes.io/scheme": "internal",
          "alb.ingress.kubernetes.io/ssl-redirect": "443",
          "alb.ingress.kubernetes.io/target-type": "ip",
        },
      },
      spec: {
        ingress_class_name: "alb",
        rule: [
          {
            host: "mlflow.ml.example.com",
            http: {
              path: [
                {
                  path: "/",
                  path_type: "Prefix",
                  backend: { service: { name: NAME, port: { number: 80 } } },
                },
              ],
            },
          },
        ],
      },
    };
    const { resource } = platform;
    resource.kubernetes_deployment_v1.mlflow_log_in = {
      metadata,
      spec: {
        replicas: "2",
        selector: { match_labels: LABELS },
        template: { metadata: { labels: LABELS }, spec: pods },
      },
    };
    resource.kubernetes_service_v1.mlflow_log_in = {
      metadata,
      spec: { selector: LABELS, port: [{ name: "http", port: 80, target_port: "http" }] },
    };
    resource.kubernetes_ingress_v1 = { ...resource.kubernetes_ingress_v1, mlflow_log_in: ingress };
    admit(platform, "mlflow", LABELS);
    change({ container, pods, ingress });
  };

/** Adds pods of its namespace to those that a network policy admits. */
export const admit = (platform: Editable, policy: string, labels: object, port = "5000"): void => {
  const { spec } = platform.resource.kubernetes_network_policy_v1[policy];
  spec.ingress = [
    ...(spec.ingress ?? []),
    { from: [{ pod_selector: { match_labels: labels } }], ports: [{ port, protocol: "TCP" }] },
  ];
};

/** Settings of a log-in to each program, with a provider behind a transit gateway. */
export const LOG_IN = {
  issuer: "https://login.example.com/realms/company",
  privateHost: { cidrs: ["10.64.8.0/28"], resolvedBy: "resolver-rule" },
  clientId: "ml-platform",
  secretArn: "arn:aws:secretsmanager:eu-central-1:444455556666:secret:log-in-AbCdEf",
  certificateArn: "arn:aws:acm:eu-central-1:444455556666:certificate/0a1b2c3d-0000-4000-8000-444455556667",
  programs: {
    mlflow: { host: "mlflow.ml.example.com", groups: ["data-science"] },
    "kubeflow-pipelines": { host: "pipelines.ml.example.com", groups: ["data-science"] },
    grafana: { host: "grafana.ml.example.com", groups: ["data-science", "operations"] },
    "argo-cd": { host: "argo-cd.ml.example.com", groups: ["operations"] },
  },
};
