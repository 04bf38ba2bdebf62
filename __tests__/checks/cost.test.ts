import { COST_CHECKS } from "../../src/checks/cost/checks";
import { vpcBaseOf } from "../../src/analysis/billing/vpc-charges";
import { environmentPlan } from "../support/altered";
import { type Edit, found, newlyFound, within } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

const RETAIL = "retail-forecast";
const EMAIL = { email: "platform@example.com" };
const withAlarm = (environment: string, costAlarm: object = {}, change: object = {}) =>
  planWith(environment, { ...change, network: { costAlarm: { ...EMAIL, ...costAlarm } } });

test.each(ENVIRONMENTS)("COST-01 %s: its alarms work, and ring above its base cost", (environment) => {
  const plan = environment === "retail-forecast-console" ? planOf(environment) : withAlarm(environment);
  expect(found(COST_CHECKS, environmentPlan(plan))).toEqual([]);
});

const alarm: (edit: (alarm: Record<string, unknown>) => void) => Edit = (edit) => (layers) =>
  edit(layers.network.resource.aws_cloudwatch_metric_alarm.cost_alarm_vpc as Record<string, unknown>);

const ALARM = "aws_cloudwatch_metric_alarm.cost_alarm_vpc";

test.each<[string, string, Edit]>([
  [
    "the alarm is in the environment's region",
    "it is in ap-southeast-1, the metric in us-east-1",
    alarm((it) => delete it["provider"]),
  ],
  [
    "the provider works elsewhere",
    "it is in eu-west-1, the metric in us-east-1",
    ({ network }) => {
      network.provider.aws[1].region = "eu-west-1";
    },
  ],
  [
    "it looks at another metric",
    "Charges is no metric of the bill",
    alarm((it) => (it["metric_name"] = "Charges")),
  ],
  [
    "it sums the charges up",
    "its statistic is Sum, expected Maximum",
    alarm((it) => (it["statistic"] = "Sum")),
  ],
  [
    "its period is too short",
    "its period is 300 s, expected 21600 or more",
    alarm((it) => (it["period"] = 300)),
  ],
  [
    "it rings when less is spent",
    "it compares by LessThanThreshold",
    alarm((it) => (it["comparison_operator"] = "LessThanThreshold")),
  ],
  [
    "it names no currency",
    "its currency is missing, expected USD",
    alarm((it) => (it["dimensions"] = { ServiceName: "AmazonVPC" })),
  ],
  ["it has no action", "it rings, and does nothing", alarm((it) => (it["alarm_actions"] = []))],
  ["its actions are off", "it rings, and does nothing", alarm((it) => (it["actions_enabled"] = false))],
  [
    "its action leads elsewhere",
    "it does not lead to a topic of this stack",
    alarm((it) => (it["alarm_actions"] = ["arn:aws:sns:us-east-1:999999999999:other"])),
  ],
  [
    "nobody is subscribed",
    "nobody is subscribed to aws_sns_topic.cost_alarm",
    ({ network }) => delete network.resource.aws_sns_topic_subscription,
  ],
  [
    "the topic is in another region",
    "aws_sns_topic.cost_alarm is in ap-southeast-1, expected us-east-1",
    ({ network }) => delete network.resource.aws_sns_topic.cost_alarm.provider,
  ],
  [
    "the topic has no policy for CloudWatch",
    "aws_sns_topic.cost_alarm does not let cloudwatch.amazonaws.com publish for this account alone",
    ({ network }) => delete network.resource.aws_sns_topic.cost_alarm.policy,
  ],
  [
    "the topic's policy admits alarms of everybody",
    "does not let cloudwatch.amazonaws.com publish for this account alone",
    ({ network }) =>
      within(network.resource.aws_sns_topic.cost_alarm, "policy", (policy) => {
        delete policy["Statement"][0].Condition;
      }),
  ],
  [
    "the topic's policy is about another topic",
    "does not let cloudwatch.amazonaws.com publish for this account alone",
    ({ network }) =>
      within(network.resource.aws_sns_topic.cost_alarm, "policy", (policy) => {
        policy["Statement"][0].Resource += "x";
      }),
  ],
  [
    "the topic's policy lets CloudWatch do more",
    "does not let cloudwatch.amazonaws.com publish for this account alone",
    ({ network }) =>
      within(network.resource.aws_sns_topic.cost_alarm, "policy", (policy) => {
        policy["Statement"][0].Action = "sns:*";
      }),
  ],
  [
    "the key does not admit CloudWatch",
    "aws_kms_key.cost_alarm_key does not let cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey*",
    ({ network }) =>
      within(network.resource.aws_kms_key.cost_alarm_key, "policy", (policy) => policy["Statement"].pop()),
  ],
])("COST-01 fails when %s", (_title, problem, edit) => {
  const findings = newlyFound(COST_CHECKS, RETAIL, edit);
  expect(findings.filter((each) => each.startsWith(`cost-alarm-works ${ALARM}: `))).toHaveLength(1);
  expect(findings.join("\n")).toContain(problem);
});

test("COST-01 a policy of the topic and of the key may be a resource of its own", () => {
  const edit: Edit = ({ network }) => {
    const { aws_sns_topic: topics, aws_kms_key: keys } = network.resource;
    network.resource.aws_sns_topic_policy = {
      own: { arn: "${aws_sns_topic.cost_alarm.arn}", policy: topics.cost_alarm.policy },
    };
    network.resource.aws_kms_key_policy = {
      own: { key_id: "${aws_kms_key.cost_alarm_key.key_id}", policy: keys.cost_alarm_key.policy },
    };
    delete topics.cost_alarm.policy;
    delete keys.cost_alarm_key.policy;
  };
  expect(newlyFound(COST_CHECKS, RETAIL, edit)).toEqual([]);
});

describe("COST-01 the threshold", () => {
  test("COST-01 the documents' 30 USD are below the base cost of 123.50", () => {
    expect(found(COST_CHECKS, environmentPlan(withAlarm(RETAIL, { thresholdUsd: 30 })))).toEqual([
      expect.stringContaining(
        `cost-alarm-above-base ${ALARM}: VPC-Endpoints-Cost-Alert rings above 30 USD of AmazonVPC, and endpoints and public addresses alone cost 123.50 USD in a month of 31 days`,
      ),
    ]);
  });

  test("COST-01 the alarm on the whole bill has to be above it, too", () => {
    expect(found(COST_CHECKS, environmentPlan(withAlarm(RETAIL, { totalUsd: 100 })))).toEqual([
      expect.stringContaining(
        "cost-alarm-above-base aws_cloudwatch_metric_alarm.cost_alarm_total: VPC-Endpoints-Cost-Alert-total rings above 100 USD of the whole bill",
      ),
    ]);
  });

  test("COST-01 an endpoint that is added by hand may lift the base above it", () => {
    const edit: Edit = ({ network }) => {
      for (const service of ["kms", "ssm", "sqs"]) {
        network.resource.aws_vpc_endpoint[service] = { ...network.resource.aws_vpc_endpoint.sts };
      }
    };
    expect(newlyFound(COST_CHECKS, RETAIL, edit)).toEqual([
      expect.stringContaining("alone cost 181.54 USD in a month of 31 days"),
    ]);
  });

  test("COST-01 a switched load balancer counts as on: the alarm must not ring because of a demo", () => {
    expect(vpcBaseOf(environmentPlan(planOf("retail-forecast-option-b")))?.toFixed(2)).toBe("123.50");
  });

  test("COST-01 found endpoints are not in it", () => {
    expect(vpcBaseOf(environmentPlan(planOf("retail-forecast-console")))).toBe(0);
  });

  test("COST-01 an alarm of another service is not compared with it", () => {
    expect(
      newlyFound(
        COST_CHECKS,
        RETAIL,
        alarm((it) => {
          it["dimensions"] = { Currency: "USD", ServiceName: "AmazonEKS" };
          it["threshold"] = 80;
        }),
      ),
    ).toEqual([]);
  });
});

describe("COST-01 what cannot be proved is said", () => {
  test("COST-01 of a region without prices", () => {
    const plan = withAlarm(RETAIL, { thresholdUsd: 200 }, { region: "eu-south-2" });
    expect(found(COST_CHECKS, environmentPlan(plan))).toEqual([
      `cost-alarm-known ${ALARM}: no price of endpoints and addresses in eu-south-2 is known here`,
    ]);
  });

  test("COST-01 of a threshold that only an apply knows", () => {
    expect(
      newlyFound(
        COST_CHECKS,
        RETAIL,
        alarm((it) => (it["threshold"] = "${var.limit}")),
      ),
    ).toEqual([`cost-alarm-known ${ALARM}: its threshold is no number`]);
  });
});
