import { argoCdIn } from "../../support/argo-cd";
import { problemsOfKeys } from "../../support/minimal-file";

const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:log-in-AbCdEf";

const ENTRY = {
  type: "ingress",
  scheme: "internal",
  host: "models.example.com",
  certificateArn: CERTIFICATE,
};

const MLFLOW = { host: "mlflow.example.com", groups: ["data-science"] };

const LOG_IN = {
  issuer: "https://login.example.com/realms/company",
  privateHost: { cidrs: ["10.64.8.0/28"], resolvedBy: "resolver-rule" },
  clientId: "ml-platform",
  secretArn: SECRET,
  certificateArn: CERTIFICATE,
  programs: { mlflow: MLFLOW },
};

/** Problems of a file with a transit gateway to 10.64.0.0/16, an MLflow server and the log-in. */
const problemsOf = (logIn: object = {}, rest: object = {}): string[] =>
  problemsOfKeys({
    network: {
      attachments: [
        {
          type: "transit-gateway",
          name: "company",
          transitGatewayId: "tgw-0a1b2c3d111122223",
          cidrs: ["10.64.0.0/16"],
        },
      ],
    },
    entry: ENTRY,
    components: { mlflow: { imageTag: "1.0.0" }, "log-in": { ...LOG_IN, ...logIn } },
    ...rest,
  });

test.each([
  ["10.99.8.0/28", []],
  [
    "0.0.0.0/0",
    [expect.stringContaining("privateHost.cidrs[0]: got 0.0.0.0/0, to which this network has no route")],
  ],
])("a provider in %s behind a default route to a transit gateway has %j", (cidr, expected) => {
  const hub = {
    type: "transit-gateway",
    name: "hub",
    transitGatewayId: "tgw-0a1b2c3d111122223",
    cidrs: ["0.0.0.0/0"],
  };
  const network = { egress: "transit-gateway", attachments: [hub] };
  const privateHost = { cidrs: [cidr], resolvedBy: "resolver-rule" };
  expect(problemsOf({ privateHost }, { network })).toEqual(expected);
});

test("a log-in with a provider behind a transit gateway is accepted", () => {
  expect(problemsOf()).toEqual([]);
});

test.each<[what: string, logIn: object, rest: object, problem: string]>([
  ["a provider without ranges", { privateHost: undefined }, {}, "components.log-in.privateHost"],
  [
    "a range of the provider without a route",
    { privateHost: { cidrs: ["10.99.0.0/24"], resolvedBy: "private-zone" } },
    {},
    "components.log-in.privateHost.cidrs[0]: got 10.99.0.0/24, to which this network has no route",
  ],
  ["a provider by HTTP", { issuer: "http://login.example.com" }, {}, "expected an HTTPS URL"],
  [
    "a program that the file does not have",
    { programs: { mlflow: MLFLOW, grafana: { host: "grafana.example.com", groups: ["operations"] } } },
    {},
    "components.log-in.programs.grafana: got a log-in to Grafana, which the file does not have, expected a program of the file; add components.prometheus, or remove the key",
  ],
  [
    "no program",
    { programs: {} },
    {},
    "components.log-in.programs: got an empty mapping, expected at least one program",
  ],
  [
    "no group",
    { programs: { mlflow: { host: "mlflow.example.com", groups: [] } } },
    {},
    "components.log-in.programs.mlflow.groups: got an empty list, expected at least one group",
  ],
  [
    "a group twice",
    { programs: { mlflow: { host: "mlflow.example.com", groups: ["data-science", "data-science"] } } },
    {},
    "components.log-in.programs.mlflow.groups[1]: got data-science, expected each entry of the list once",
  ],
  [
    "a host of the entry",
    { programs: { mlflow: { ...MLFLOW, host: "models.example.com" } } },
    {},
    "components.log-in.programs.mlflow.host: got models.example.com, which is a host of entry, expected a host of its own",
  ],
  [
    "one host for two programs",
    { programs: { mlflow: MLFLOW, grafana: { ...MLFLOW, groups: ["operations"] } } },
    {
      components: {
        mlflow: { imageTag: "1.0.0" },
        prometheus: {},
        "ebs-csi": {},
        "log-in": { ...LOG_IN, programs: { mlflow: MLFLOW, grafana: { ...MLFLOW, groups: ["operations"] } } },
      },
    },
    "got mlflow.example.com, which is the host of mlflow, expected a host of its own",
  ],
  [
    "a certificate of another region",
    { certificateArn: CERTIFICATE.replace("eu-west-1", "us-east-1") },
    {},
    "components.log-in.certificateArn",
  ],
  [
    "a secret of another region",
    { secretArn: SECRET.replace("eu-west-1", "us-east-1") },
    {},
    "components.log-in.secretArn",
  ],
  ["no certificate", { certificateArn: undefined }, {}, "components.log-in.certificateArn"],
  [
    "an entry over HTTP",
    {},
    { entry: { type: "ingress", host: "models.example.com", httpOnly: true } },
    "components.log-in: got a mapping, expected an entry with an internal load balancer of the controller and HTTPS",
  ],
  [
    "an entry on the internet",
    {},
    { entry: { ...ENTRY, scheme: "internet-facing" } },
    "components.log-in: got a mapping, expected an entry with an internal load balancer of the controller and HTTPS",
  ],
  [
    "no entry",
    {},
    { entry: { type: "none" } },
    "components.log-in: got a mapping, expected an entry with an internal load balancer of the controller and HTTPS",
  ],
  ["models in the namespace of the log-in", {}, { namespace: "log-in" }, "namespace: got log-in"],
  [
    "Argo CD in the namespace of the log-in",
    {},
    {
      components: {
        mlflow: { imageTag: "1.0.0" },
        "argo-cd": { ...argoCdIn("eu-west-1"), namespace: "log-in" },
        "log-in": LOG_IN,
      },
    },
    "components.argo-cd.namespace: got log-in, which the platform owns",
  ],
  [
    "a chart in the namespace of the log-in",
    {},
    {
      charts: {
        "log-in": { repository: "https://charts.example.com", version: "1.0.0", images: {} },
      },
    },
    "charts.log-in",
  ],
])("%s is refused", (_, logIn, rest, problem) => {
  expect(problemsOf(logIn, rest).join("\n")).toContain(problem);
});
