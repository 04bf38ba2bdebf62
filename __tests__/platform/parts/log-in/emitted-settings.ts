/** Settings of a log-in to the programs of ml-platform, with a provider behind its transit gateway. */
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
  },
};
