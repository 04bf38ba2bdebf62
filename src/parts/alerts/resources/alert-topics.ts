import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";
import { type AwsLocation, regionalArn } from "../../../facts/aws";
import { EncryptionKey } from "../../../platform/encryption-key";
import { IrsaRole } from "../../../platform/irsa-role";
import { serviceTopic } from "../../../platform/service-topic";
import { type Hosts } from "../../../platform/install";

export interface AlertTopicsProps {
  readonly location: AwsLocation;
  readonly namePrefix: string;
  /** Recipient of alerts. */
  readonly email: string;
  readonly oidc: Hosts["cluster"]["oidc"];
  /** Service account of Alertmanager. */
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
}

/** Two encrypted topics, and the role by which Alertmanager publishes to them. */
export class AlertTopics extends Construct {
  /** Topic that a person reads. */
  readonly alerts: SnsTopic;
  /** Topic of the message that Alertmanager repeats while all of its way works. Nobody reads it. */
  readonly heartbeat: SnsTopic;
  /** Role of Alertmanager. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { location, namePrefix, email, ...trust }: AlertTopicsProps) {
    super(scope, id);
    const names = { alerts: `${namePrefix}-alerts`, heartbeat: `${namePrefix}-heartbeat` };
    const key = new EncryptionKey(this, "key", {
      location,
      alias: `alias/${names.alerts}`,
      description: `Alerts of ${namePrefix}`,
      alarmTopics: true,
    });
    const topic = { location, kmsKeyArn: key.arn, publisher: "alarms" } as const;
    this.alerts = serviceTopic(this, { ...topic, name: names.alerts, email });
    this.heartbeat = serviceTopic(new Construct(this, "heartbeat"), { ...topic, name: names.heartbeat });
    const role = new IrsaRole(this, "Role", {
      roleName: `${namePrefix}-alertmanager`,
      description: `Alertmanager publishes the alerts of ${namePrefix}`,
      ...trust,
      statements: [
        {
          Effect: "Allow",
          Action: "sns:Publish",
          Resource: Object.values(names).map((name) => regionalArn(location, "sns", name)),
        },
        { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: key.arn },
      ],
    });
    this.roleArn = role.arn;
  }
}
