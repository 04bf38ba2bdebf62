import { type SentenceCase } from "./case";
import { ADD_ON_SENTENCES } from "./add-ons";
import { ALARM_SENTENCES } from "./alarms";
import { ALERT_RULE_SENTENCES } from "./alert-rules";
import { BACKUP_SENTENCES } from "./backups";
import { BUCKET_SENTENCES } from "./buckets";
import { KEY_SENTENCES } from "./keys";
import { LOST_DATA_SENTENCES } from "./lost-data";
import { MODEL_CONTENT_SENTENCES } from "./model-contents";
import { NODE_TEMPLATE_SENTENCES } from "./node-templates";
import { NODE_SENTENCES } from "./nodes";
import { NOTIFICATION_SENTENCES } from "./notifications";
import { OFF_HOURS_SENTENCES } from "./off-hours";
import { ONE_WAY_SENTENCES } from "./one-way-doors";
import { POD_VOLUME_SENTENCES } from "./pod-volumes";
import { QUEUE_SENTENCES } from "./queues";
import { RECORD_SENTENCES } from "./records";
import { REPLICA_SENTENCES } from "./replicas";
import { ENDPOINT_SERVICE_SENTENCES } from "./endpoint-services";
import { RESOLVER_SENTENCES } from "./resolvers";
import { RETENTION_SENTENCES } from "./retention";
import { ROUTE_SENTENCES } from "./routes";
import { POLICY_RIGHT_SENTENCES } from "./policy-rights";
import { CLUSTER_RIGHT_SENTENCES } from "./cluster-rights";
import { CHART_USER_SENTENCES } from "./chart-users";
import { NETWORK_POLICY_SENTENCES } from "./network-policies";
import { NETWORK_ACL_SENTENCES } from "./network-acls";
import { NETWORK_PART_SENTENCES } from "./network-parts";
import { CONNECTION_SENTENCES } from "./connections";
import { IMAGE_SENTENCES } from "./images";
import { TAG_SENTENCES } from "./tags";
import { CLIENT_PATH_SENTENCES } from "./client-paths";
import { SERVING_SENTENCES } from "./serving";
import { NEW_BLOCK_SENTENCES } from "./new-blocks";
import { COST_GROWTH_SENTENCES } from "./cost-growth";
import { NOT_UNDERSTOOD_SENTENCES } from "./not-understood";
import { ACCESS_LOG_SENTENCES } from "./access-logs";
import { SCALING_SENTENCES } from "./scaling";
import { SETTING_SENTENCES } from "./settings";
import { WORKLOAD_SENTENCES } from "./workloads";
import { DATABASE_SENTENCES } from "./databases";
import { FOREIGN_CODE_SENTENCES } from "./foreign-code";
import { NETWORK_PATH_SENTENCES } from "./network-paths";
import { STATE_SENTENCES } from "./state";
import { ARGO_CD_SENTENCES } from "./argo-cd";
import { CERTIFICATE_SENTENCES } from "./certificates";
import { HANDOVER_SENTENCES } from "./handovers";
import { IMAGE_REPOSITORY_SENTENCES } from "./image-repositories";
import { KUBERNETES_API_SENTENCES } from "./kubernetes-api";
import { NAMESPACE_SENTENCES } from "./namespaces";
import { VPC_SETTING_SENTENCES } from "./vpc-settings";
import { ENTRY_SENTENCES } from "./entries";
import { WEB_ACL_SENTENCES } from "./web-acls";
import { VPC_ENDPOINT_SENTENCES } from "./vpc-endpoints";
import { DNS_SENTENCES } from "./dns-records";
import { IDENTITY_SENTENCES } from "./identities";
import { APPLY_ORDER_SENTENCES } from "./apply-order";

/** Changes for all sentences of the review. */
export const SENTENCE_CASES: readonly SentenceCase[] = [
  ...ADD_ON_SENTENCES,
  ...ALARM_SENTENCES,
  ...ALERT_RULE_SENTENCES,
  ...BACKUP_SENTENCES,
  ...BUCKET_SENTENCES,
  ...KEY_SENTENCES,
  ...LOST_DATA_SENTENCES,
  ...MODEL_CONTENT_SENTENCES,
  ...NODE_TEMPLATE_SENTENCES,
  ...NODE_SENTENCES,
  ...NOTIFICATION_SENTENCES,
  ...OFF_HOURS_SENTENCES,
  ...ONE_WAY_SENTENCES,
  ...POD_VOLUME_SENTENCES,
  ...QUEUE_SENTENCES,
  ...RECORD_SENTENCES,
  ...REPLICA_SENTENCES,
  ...RESOLVER_SENTENCES,
  ...ENDPOINT_SERVICE_SENTENCES,
  ...RETENTION_SENTENCES,
  ...ROUTE_SENTENCES,
  ...POLICY_RIGHT_SENTENCES,
  ...CLUSTER_RIGHT_SENTENCES,
  ...CHART_USER_SENTENCES,
  ...NETWORK_POLICY_SENTENCES,
  ...NETWORK_ACL_SENTENCES,
  ...NETWORK_PART_SENTENCES,
  ...CONNECTION_SENTENCES,
  ...IMAGE_SENTENCES,
  ...TAG_SENTENCES,
  ...CLIENT_PATH_SENTENCES,
  ...SERVING_SENTENCES,
  ...NEW_BLOCK_SENTENCES,
  ...COST_GROWTH_SENTENCES,
  ...NOT_UNDERSTOOD_SENTENCES,
  ...ACCESS_LOG_SENTENCES,
  ...SCALING_SENTENCES,
  ...SETTING_SENTENCES,
  ...WORKLOAD_SENTENCES,
  ...DATABASE_SENTENCES,
  ...STATE_SENTENCES,
  ...FOREIGN_CODE_SENTENCES,
  ...NETWORK_PATH_SENTENCES,
  ...ARGO_CD_SENTENCES,
  ...CERTIFICATE_SENTENCES,
  ...HANDOVER_SENTENCES,
  ...IMAGE_REPOSITORY_SENTENCES,
  ...KUBERNETES_API_SENTENCES,
  ...NAMESPACE_SENTENCES,
  ...VPC_SETTING_SENTENCES,
  ...ENTRY_SENTENCES,
  ...WEB_ACL_SENTENCES,
  ...VPC_ENDPOINT_SENTENCES,
  ...DNS_SENTENCES,
  ...IDENTITY_SENTENCES,
  ...APPLY_ORDER_SENTENCES,
];
