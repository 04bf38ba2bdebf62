import { isOwn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { isTrue, text } from "../../terraform/stack-json";
import { knownText } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

/** Protocols whose endpoint answers the request to confirm by itself, and those that take a message without its envelope. */
const CONFIRMED_BY_PROGRAM: readonly string[] = ["http", "https"];
const RAW: readonly string[] = ["firehose", "http", "https", "sqs"];

export const subscriptions: Check = {
  ...ruleOf(TEXTS, "subscriptions"),
  run: (plan, { statedOf }) => {
    const emails = statedOf(plan.name).monitoring?.emails ?? [];
    return plan
      .resources("aws_sns_topic_subscription")
      .flatMap((each) =>
        combinedFinding(each, "subscription", [
          ...formProblems(plan, each),
          ...recipientProblems(plan, each, emails),
        ]),
      );
  },
};

function formProblems(plan: EnvironmentPlan, subscription: PlannedResource): string[] {
  const { config } = subscription;
  const protocol = text(config["protocol"]) ?? "";
  const endpoint = knownText(plan, inLayer(subscription, config["endpoint"]));
  return [
    ...(protocol === "http"
      ? ["http sends messages that everyone on their way can read, expected https"]
      : []),
    ...(protocol === "https" && endpoint !== undefined && !endpoint.startsWith("https://")
      ? [`its endpoint ${endpoint} is no URL that begins with https://`]
      : []),
    ...(isTrue(config["endpoint_auto_confirms"]) && !CONFIRMED_BY_PROGRAM.includes(protocol)
      ? [`endpoint_auto_confirms is true, but a person confirms ${protocol}, so an apply fails`]
      : []),
    ...(isTrue(config["raw_message_delivery"]) && !RAW.includes(protocol)
      ? [`raw_message_delivery is true, which SNS refuses for ${protocol}`]
      : []),
  ];
}

/** Topics of the owner have the recipients that the owner chooses. */
function recipientProblems(
  plan: EnvironmentPlan,
  subscription: PlannedResource,
  emails: readonly string[],
): string[] {
  const { config } = subscription;
  const topic = plan.target(inLayer(subscription, config["topic_arn"]));
  const email = /^email/.test(text(config["protocol"]) ?? "") ? text(config["endpoint"]) : undefined;
  if (email === undefined || topic === undefined || isOwn(plan, topic)) return [];
  if (emails.length === 0 || emails.includes(email)) return [];
  const gets = `${email} gets the messages of ${topic.address}`;
  if (!isOwn(plan, subscription)) return [`${gets}, expected ${listed(emails)}, the address of the file`];
  const domains = emails.map(domainOf);
  return domains.includes(domainOf(email))
    ? []
    : [`${gets}, expected an address of ${listed(domains)}, as in the file`];
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1);

const listed = (all: readonly string[]): string => [...new Set(all)].join(" or ");
