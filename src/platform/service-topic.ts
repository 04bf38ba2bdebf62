import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { type AwsLocation, regionalArn } from "../facts/aws";
import { policyDocument } from "../facts/iam";
import { publishers } from "./constructs/topic-publishers.json";

interface ServiceTopicProps {
  readonly location: AwsLocation;
  readonly name: string;
  /** Key that encrypts messages. It must allow the publisher to use it. */
  readonly kmsKeyArn: string;
  /** AWS service that publishes, for this account only. */
  readonly publisher: keyof typeof publishers;
  /** Recipient. AWS sends a link to confirm the address. @default - nobody reads the messages */
  readonly email?: string;
  /** Messages that the recipient gets, as a filter on attributes. @default - all */
  readonly filter?: Readonly<Record<string, unknown>>;
  /** Provider of topic and subscription. @default - the stack's provider */
  readonly provider?: TerraformProvider;
}

/** An encrypted topic, `Topic` in the scope, to which one AWS service publishes, with its recipient as `email`. */
export function serviceTopic(scope: Construct, props: ServiceTopicProps): SnsTopic {
  const { location, name, email, filter } = props;
  const { sid, service } = publishers[props.publisher];
  const provider = props.provider ? { provider: props.provider } : {};
  const topic = new SnsTopic(scope, "Topic", {
    ...provider,
    name,
    kmsMasterKeyId: props.kmsKeyArn,
    // The ARN is assembled here, because a topic cannot refer to itself.
    policy: policyDocument([
      {
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sns:Publish",
        Resource: regionalArn(location, "sns", name),
        Condition: { StringEquals: { "aws:SourceAccount": location.accountId } },
      },
    ]),
  });
  if (email !== undefined) {
    new SnsTopicSubscription(scope, "email", {
      ...provider,
      topicArn: topic.arn,
      protocol: "email",
      endpoint: email,
      ...(filter ? { filterPolicy: JSON.stringify(filter) } : {}),
    });
  }
  return topic;
}
