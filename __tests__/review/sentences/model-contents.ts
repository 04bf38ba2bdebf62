import { type SentenceCase } from "./case";

const DEPLOYMENT = "kubernetes_deployment_v1.churn";
const [FIRST, SECOND] = ["a", "b"].map((letter) => `sha256:${letter.repeat(64)}`);

const serving = (prefix: string, digest?: string) => ({
  [DEPLOYMENT]: {
    metadata: { name: "churn", namespace: "models" },
    spec: {
      template: {
        spec: {
          container: [
            {
              name: "churn",
              env: [
                { name: "MODEL_BUCKET", value: "models" },
                { name: "MODEL_PREFIX", value: prefix },
              ],
            },
          ],
          init_container: digest === undefined ? [] : [{ name: "verify", args: ["models", prefix, digest] }],
        },
      },
    },
  },
});
const upgraded = (tag: string) => ({
  "kubernetes_deployment_v1.mlflow": {
    metadata: { name: "mlflow", namespace: "mlflow" },
    spec: { template: { spec: { container: [{ name: "mlflow", image: `registry/mlflow:${tag}` }] } } },
  },
});

const contents = { layer: "models", topic: "Contents of models" } as const;

/** Files of models, and schemas of databases. */
export const MODEL_CONTENT_SENTENCES: readonly SentenceCase[] = [
  {
    ...contents,
    before: serving("churn/1/"),
    after: serving("churn/2/"),
    lines: [
      "attention: churn: pods serve what the bucket has below churn/2/ when they start: without manifestDigest, the content is not pinned",
    ],
  },
  {
    ...contents,
    before: serving("churn/1/"),
    after: serving("churn/1/", FIRST),
    lines: [
      "info: churn: manifestDigest pins the content of churn/1/: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ],
  },
  {
    ...contents,
    before: serving("churn/1/", FIRST),
    after: serving("churn/2/", FIRST),
    lines: [
      "attention, outage: no new pod of churn starts: manifestDigest is still that of churn/1/, and bucketPrefix is churn/2/; write the digest that the job printed for it",
    ],
  },
  {
    ...contents,
    before: serving("churn/1/", FIRST),
    after: serving("churn/2/", SECOND),
    lines: [
      "attention: churn: the content of the weights changes: churn/1/ of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa → churn/2/ of sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    ],
  },
  {
    ...contents,
    before: serving("churn/1/", FIRST),
    after: serving("churn/1/", SECOND),
    lines: [
      "attention: churn: the content of the weights changes: churn/1/ of sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa → churn/1/ of sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb; the version was deleted and created again",
    ],
  },
  {
    layer: "platform",
    topic: "Schemas of databases",
    before: upgraded("3.9.0"),
    after: upgraded("3.10.0"),
    lines: [
      "attention, cannot go back: MLflow of kubernetes_deployment_v1.mlflow: 3.9.0 → 3.10.0: its first pod upgrades the schema of the database, which the old version may not read; store a snapshot first: only it leads back",
    ],
  },
];
