import { WORD_CHARACTERS, limit } from "./name-limit";
import { type TypeRows, each } from "./resource-type";

/** Logs, alarms and messages. */
export const MONITORING: TypeRows = {
  aws_cloudwatch_log_group: {
    file: "logs",
    cost: "lines",
    limits: [limit("name", 512, /^(?!aws\/)[\w.\-/#]+$/, "letters, digits and _./#-")],
    unique: { attribute: "name", within: "region" },
    arn: "arn:{partition}:logs:{region}:{account}:log-group:{name}",
    idIsName: true,
    held: { noun: "log group", loss: "its logs", rank: 17 },
  },
  aws_flow_log: { file: "logs", cost: "none" },
  aws_cloudwatch_metric_alarm: {
    file: "alarms",
    cost: "lines",
    limits: [limit("alarm_name", 255, /^[^\p{Cc}:]+$/u, "any characters except :")],
    unique: { attribute: "alarm_name", within: "region" },
  },
  aws_sns_topic: {
    file: "alarms",
    cost: "none",
    limits: [limit("name", 256, /^[\w-]+(\.fifo)?$/, WORD_CHARACTERS[1])],
    unique: { attribute: "name", within: "region" },
    arn: "arn:{partition}:sns:{region}:{account}:{name}",
    json: ["policy"],
  },
  aws_sns_topic_subscription: { file: "alarms", cost: "none" },
  aws_sqs_queue: {
    cost: "none",
    limits: [limit("name", 80, /^[\w-]+(\.fifo)?$/, WORD_CHARACTERS[1])],
    unique: { attribute: "name", within: "region" },
  },
  aws_cloudwatch_event_rule: {
    limits: [limit("name", 64, /^[\w.-]+$/, "letters, digits and ._-")],
    unique: { attribute: "name", within: "region" },
  },
  ...each(["aws_sns_topic_policy", "aws_sqs_queue_policy", "aws_cloudwatch_log_resource_policy"], {
    cost: "none",
  }),
};
