import { type InterceptedApi, type Interception, interceptApi } from "./intercepted-api";

/**
 * A local API in which a deleted DNS record can be created again. moto compares a change with the journal of the zone, not
 * with its records: it refuses a repeated change while any record is listed after the name.
 */
export function withRepeatedRecords(endpoint: string): Promise<InterceptedApi> {
  const deleted = new Set<string>();
  const createAgain: Interception = ({ operation, body }, pass) => {
    if (!operation.endsWith("/rrset")) return pass();
    const record = `${operation} ${RECORD.exec(body)?.[1]}`;
    if (body.includes(DELETE)) deleted.add(record);
    return deleted.has(record) ? pass(body.replace(CREATE, UPSERT)) : pass();
  };
  return interceptApi(endpoint, createAgain);
}

/** A name has a final dot in some calls. */
const RECORD = /<Name>([^<]*?)\.?<\/Name>/;
const [CREATE, UPSERT, DELETE] = ["CREATE", "UPSERT", "DELETE"].map(
  (action) => `<Action>${action}</Action>`,
) as [string, string, string];
