import { type SentenceCase } from "./case";

const ECR = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const OTHER_ACCOUNT = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";
const DIGEST = `sha256:${"0".repeat(64)}`;

const pods = (image: string) => ({
  "kubernetes_deployment_v1.api": {
    metadata: { name: "api", namespace: "models" },
    spec: { template: { spec: { container: [{ name: "api", image }] } } },
  },
});

/** @param end the end of the line, after the images */
const other = (was: string, is: string, level: string, end = ""): SentenceCase => ({
  layer: "models",
  before: pods(was),
  after: pods(is),
  topic: "Images and charts",
  lines: [`${level}: api, container api: ${was} → ${is}${end}`],
});

/** Images of pods, by who decides what they run. */
export const IMAGE_SENTENCES: readonly SentenceCase[] = [
  other(`${ECR}/api:1.0`, `${ECR}/api:1.1`, "info"),
  other(`${ECR}/api:1.0`, `${ECR}/api:latest`, "attention", "; its tag can name another image at any time"),
  other(`${ECR}/api@${DIGEST}`, `${ECR}/api:1.0`, "attention", "; no digest selects the image any more"),
  other(`${ECR}/api:1.0`, `${OTHER_ACCOUNT}/api:1.0`, "attention", "; another account decides what runs"),
  other(
    `${ECR}/api:1.0`,
    "docker.io/example/api:1.0",
    "attention",
    "; a public registry decides what runs, without immutable tags and a scan of the account",
  ),
];
