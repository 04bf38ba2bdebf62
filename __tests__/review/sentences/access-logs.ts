import { type SentenceCase } from "./case";

const LOGS = "aws_s3_bucket.logs";

const BUCKETS = { "aws_s3_bucket.models": { bucket: "models" }, [LOGS]: { bucket: "logs" } };
const logging = (target_bucket: string) => ({
  "aws_s3_bucket_logging.models": {
    bucket: "${aws_s3_bucket.models.id}",
    target_bucket,
    target_prefix: "s3/",
  },
});
const proxy = (...groups: string[]) => ({
  "kubernetes_deployment_v1.log_in": {
    metadata: { name: "log-in", namespace: "monitoring" },
    spec: {
      template: {
        spec: {
          container: [
            {
              name: "proxy",
              image: "quay.io/oauth2-proxy/oauth2-proxy:v7.6.0",
              args: [
                "--redirect-url=https://grafana.example.com/oauth2/callback",
                ...groups.map((each) => `--allowed-group=${each}`),
              ],
            },
          ],
        },
      },
    },
  },
});

/** Logs of requests, and people who open pages. */
export const ACCESS_LOG_SENTENCES: readonly SentenceCase[] = [
  {
    beside: BUCKETS,
    before: logging(`\${${LOGS}.id}`),
    lines: ["attention: access logs: aws_s3_bucket.models no longer logs its requests"],
  },
  {
    beside: BUCKETS,
    after: logging(`\${${LOGS}.id}`),
    lines: ["info: access logs: aws_s3_bucket.models now logs its requests"],
  },
  {
    beside: BUCKETS,
    before: logging(`\${${LOGS}.id}`),
    after: logging("logs-of-others"),
    lines: [
      "attention: access logs: aws_s3_bucket.models now logs its requests to logs-of-others, a bucket that is not of this environment",
      "attention: not understood: target_bucket of aws_s3_bucket_logging.models: ${aws_s3_bucket.logs.id} → logs-of-others",
    ],
  },
  {
    layer: "platform",
    before: proxy("data", "web"),
    after: proxy("data"),
    topic: "People of pages",
    lines: [
      "attention, outage: people who are only in the group web no longer open https://grafana.example.com: its log-in answers 403",
    ],
  },
  {
    layer: "platform",
    before: proxy("data"),
    after: proxy("data", "web"),
    topic: "People of pages",
    lines: ["attention, more access: people of the group web open https://grafana.example.com from now on"],
  },
  {
    layer: "platform",
    before: proxy("data"),
    after: proxy(),
    topic: "People of pages",
    lines: [
      "attention, more access: people of any group or none open https://grafana.example.com from now on",
    ],
  },
  {
    layer: "platform",
    before: proxy(),
    after: proxy("data"),
    topic: "People of pages",
    lines: [
      "attention, outage: people who are not in the group data no longer open https://grafana.example.com: its log-in answers 403",
    ],
  },
];
