/** A call of the AWS provider, from its log. */
export interface LoggedCall {
  /** Type of the resource, `data.` and the type of a data source, or `provider` for the provider itself. */
  readonly type: string;
  /** Whether Terraform asked the provider to apply a change. */
  readonly isChange: boolean;
  /** Name of the service in the SDK, such as `Route 53`. */
  readonly service: string;
  readonly operation: string;
}

/** Each record begins with a time; bodies of requests have lines of their own. */
const RECORD = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d{4}) \[/m;

/** Calls in the text of a log that Terraform wrote with `TF_LOG_PROVIDER=DEBUG`. */
export function callsIn(log: string): LoggedCall[] {
  return log.split(RECORD).flatMap((record) => {
    if (!/^\w+\s*\] provider[^:]*: HTTP Request Sent:/.test(record)) return [];
    const service = field(record, "rpc.service");
    const operation = field(record, "rpc.method");
    if (service === undefined || operation === undefined) {
      // A Terraform that was killed leaves half a record.
      return [];
    }
    const rpc = field(record, "tf_rpc");
    const type = field(record, "tf_resource_type") ?? field(record, "tf_data_source_type");
    return [
      {
        type: type === undefined ? "provider" : rpc === "ReadDataSource" ? `data.${type}` : type,
        isChange: rpc === "ApplyResourceChange",
        service,
        operation,
      },
    ];
  });
}

function field(record: string, name: string): string | undefined {
  const [, quoted, plain] =
    new RegExp(`(?:^|\\s)${name.replace(".", "\\.")}=(?:"([^"]*)"|(\\S+))`).exec(record) ?? [];
  return quoted ?? plain;
}
