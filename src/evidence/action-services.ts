import facts from "./connections-of-actions.json";

/**
 * Endpoints of the services that IAM actions belong to, where the endpoint has another name than
 * the prefix of the action.
 *
 * Source: Service Authorization Reference, prefixes; AWS PrivateLink guide, "AWS services that integrate with AWS
 * PrivateLink" (read 2026-11-20; those of Kinesis and Bedrock agents 2026-11-25; of
 * CodeArtifact, Cloud Map, SES and those below: unconfirmed).
 */
const ENDPOINTS: readonly { readonly actions: RegExp; readonly services: readonly string[] }[] = [
  { actions: /^ecr:/, services: ["ecr.api", "ecr.dkr"] },
  {
    actions: /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/,
    services: ["dynamodb-streams"],
  },
  { actions: /^sagemaker:Invoke/, services: ["sagemaker.runtime"] },
  { actions: /^sagemaker:/, services: ["sagemaker.api"] },
  { actions: /^bedrock:(InvokeAgent|InvokeFlow|Retrieve)/, services: ["bedrock-agent-runtime"] },
  { actions: /^bedrock:(Invoke|Converse|ApplyGuardrail)/, services: ["bedrock-runtime"] },
  { actions: /^cloudwatch:/, services: ["monitoring"] },
  { actions: /^codeartifact:/, services: ["codeartifact.api"] },
  { actions: /^servicediscovery:DiscoverInstances/, services: ["data-servicediscovery"] },
  { actions: /^kinesis:/, services: ["kinesis-streams"] },
  { actions: /^firehose:/, services: ["kinesis-firehose"] },
  { actions: /^aps:/, services: ["aps-workspaces"] },
  { actions: /^pricing:/, services: ["pricing.api"] },
  { actions: /^ses:/, services: ["email"] },
  { actions: /^tag:/, services: ["tagging"] },
  { actions: /^ecr-public:/, services: ["ecr-public.api"] },
  { actions: /^codecommit:Git(Pull|Push)/, services: ["git-codecommit"] },
  { actions: /^codeconnections:/, services: ["codeconnections.api"] },
  { actions: /^codestar-connections:/, services: ["codestar-connections.api"] },
  { actions: /^appconfig:(GetLatestConfiguration|StartConfigurationSession)/, services: ["appconfigdata"] },
  { actions: /^states:StartSyncExecution/, services: ["sync-states"] },
];

/** A connection of the caller to a server of its own account, in place of a call of an AWS endpoint. */
interface ServerConnection {
  /** The server, in words. */
  readonly of: string;
  /** Default TCP ports of the server. */
  readonly ports: readonly number[];
}

const CONNECTIONS: readonly (ServerConnection & { readonly actions: RegExp })[] = facts.rows.map((row) => ({
  ...row,
  actions: new RegExp(row.actions),
}));

/** The connection that an action permits. @returns undefined for a call of an AWS endpoint */
export const connectionOfAction = (action: string): ServerConnection | undefined =>
  CONNECTIONS.find(({ actions }) => actions.test(action));

/** Services that an action calls; none for a connection, and for a pattern that covers several services. */
export function servicesOfAction(action: string): readonly string[] {
  if (connectionOfAction(action)) return [];
  const known = ENDPOINTS.find(({ actions }) => actions.test(action));
  if (known) return known.services;
  const [, prefix] = /^([a-z0-9-]+):/.exec(action) ?? [];
  return prefix === undefined ? [] : [prefix];
}
