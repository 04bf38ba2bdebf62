import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalAws, startLocalAws } from "../terraform/harness/local-aws";
import { run } from "../terraform/harness/processes";
import { alertmanagerConfig, documented } from "./harness/emitted";
import { program } from "./harness/programs";

const REGION = "ap-southeast-2";
const folder = mkdtempSync(join(tmpdir(), "alerts-"));
const env = {
  ...process.env,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_DEFAULT_REGION: REGION,
  AWS_CONFIG_FILE: join(folder, "no-config"),
};
let local: LocalAws;
let config: string;
const queues: Record<string, string> = {};

const aws = async (...args: readonly string[]): Promise<Record<string, string>> => {
  const command = {
    program: "aws",
    args: [...args, "--endpoint-url", local.endpoint, "--output", "json"],
    cwd: folder,
    env,
  };
  const { stdout } = await run(command);
  return (stdout.trim() === "" ? {} : JSON.parse(stdout)) as Record<string, string>;
};

/** A topic with a queue that keeps its messages. */
async function topic(name: string): Promise<string> {
  const { TopicArn = "" } = await aws("sns", "create-topic", "--name", name);
  const { QueueUrl = "" } = await aws("sqs", "create-queue", "--queue-name", name);
  const queue = TopicArn.replace(":sns:", ":sqs:");
  await aws(
    "sns",
    "subscribe",
    "--topic-arn",
    TopicArn,
    "--protocol",
    "sqs",
    "--notification-endpoint",
    queue,
  );
  queues[name] = QueueUrl;
  return TopicArn;
}

interface Message {
  readonly Subject?: string;
  readonly Message: string;
}

async function messagesOf(name: string): Promise<Message[]> {
  const answer = (await aws(
    ...["sqs", "receive-message", "--queue-url", queues[name] ?? "", "--max-number-of-messages", "10"],
  )) as unknown as {
    readonly Messages?: readonly { readonly Body: string; readonly ReceiptHandle: string }[];
  };
  for (const { ReceiptHandle } of answer.Messages ?? [])
    await aws("sqs", "delete-message", "--queue-url", queues[name] ?? "", "--receipt-handle", ReceiptHandle);
  return (answer.Messages ?? []).map(({ Body }) => JSON.parse(Body) as Message);
}

interface Sent {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly resolved?: boolean;
}

/** Sends alerts with the configuration of the environment, and returns the messages of both topics. */
async function deliver(
  ...alerts: readonly Sent[]
): Promise<{ readonly person: Message[]; readonly heartbeat: Message[] }> {
  const [written, wanted] = [join(folder, "alertmanager.yaml"), join(folder, "alerts.json")];
  writeFileSync(written, config);
  writeFileSync(wanted, JSON.stringify(alerts.map((each) => ({ annotations: {}, ...each }))));
  await run({ program: program("ALERTS_SENDER"), args: [written, wanted, local.endpoint], cwd: folder, env });
  return { person: await messagesOf("alerts"), heartbeat: await messagesOf("heartbeat") };
}

beforeAll(async () => {
  local = await startLocalAws(folder, process.env);
  config = alertmanagerConfig({
    alerts_topic_arn: await topic("alerts"),
    alerts_heartbeat_topic_arn: await topic("heartbeat"),
  });
});

afterAll(async () => local?.stop());

const ERRORS = {
  labels: { alertname: "ModelErrors", severity: "critical", model: "api", namespace: "ml-inference" },
  annotations: documented("ModelErrors", "critical", { MODEL: "api", NAMESPACE: "ml-inference" }),
};

test("OBS-02 a person gets an alert with its summary and its runbook", async () => {
  const { person, heartbeat } = await deliver(ERRORS);
  expect(heartbeat).toEqual([]);
  expect(person).toHaveLength(1);
  expect(person[0]?.Subject).toBe("FIRING: ModelErrors of api");
  expect(person[0]?.Message).toContain("FIRING since 2026-11-22 03:04 UTC, critical");
  expect(person[0]?.Message).toContain(ERRORS.annotations.summary);
  expect(person[0]?.Message).toContain(`Next: ${ERRORS.annotations.runbook}`);
});

test("OBS-02 a person gets the end of an alert", async () => {
  const { person } = await deliver({ ...ERRORS, resolved: true });
  expect(person.map(({ Subject }) => Subject)).toEqual(["RESOLVED: ModelErrors of api"]);
});

test("OBS-02 alerts of one model are one message, and those of another model a second one", async () => {
  const of = (model: string, pod: string) => ({
    labels: { alertname: "ModelRestarts", severity: "warning", model, namespace: "ml-inference", pod },
    annotations: { summary: `restarts in ${pod}`, runbook: "look" },
  });
  const { person } = await deliver(of("api", "a"), of("api", "b"), of("other", "c"));
  expect(person.map(({ Subject }) => Subject).sort()).toEqual([
    "FIRING: ModelRestarts of api",
    "FIRING: ModelRestarts of other",
  ]);
  const [message] = person.filter(({ Subject }) => Subject?.endsWith("api"));
  expect(message?.Message).toMatch(/restarts in a[\s\S]*restarts in b/);
});

test("OBS-02 an alert of the chart has the address of its runbook", async () => {
  const { person } = await deliver({
    labels: { alertname: "KubeJobFailed", severity: "warning", namespace: "kube-system" },
    annotations: { summary: "Job failed", description: "Job a failed", runbook_url: "https://example.com/a" },
  });
  expect(person.map(({ Subject }) => Subject)).toEqual(["FIRING: KubeJobFailed"]);
  expect(person[0]?.Message).toMatch(/Job failed\nJob a failed\nNext: https:\/\/example.com\/a/);
});

test("OBS-02 the alert that always fires is the heartbeat, and no person gets it", async () => {
  const { person, heartbeat } = await deliver({ labels: { alertname: "Watchdog", severity: "none" } });
  expect([person, heartbeat.length]).toEqual([[], 1]);
});

test("OBS-02 hints are not sent", async () => {
  const hints = ["info", "none"].map((severity) => ({
    labels: { alertname: "CPUThrottlingHigh", severity },
  }));
  expect(await deliver(...hints)).toEqual({ person: [], heartbeat: [] });
});

test("OBS-02 the longest subject is one that SNS accepts", async () => {
  const longest = { alertname: "ModelMetricsMissing", severity: "warning", model: "m".repeat(63) };
  const { person } = await deliver({ labels: longest, resolved: true });
  expect(person[0]?.Subject).toMatch(/^[ -~]{1,100}$/);
});
