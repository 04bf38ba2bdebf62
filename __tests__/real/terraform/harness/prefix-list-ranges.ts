import { type InterceptedApi, type Interception, interceptApi } from "./intercepted-api";

/** Ranges for documentation, in place of those of S3. */
export const DOCUMENTATION_RANGES = ["192.0.2.0/25", "192.0.2.128/25"] as const;

/** A local API whose prefix lists have ranges; those of moto have none. */
export const withPrefixListRanges = (endpoint: string): Promise<InterceptedApi> =>
  interceptApi(endpoint, addRanges);

const RANGES = `<cidrSet>${DOCUMENTATION_RANGES.map((range) => `<item>${range}</item>`).join("")}</cidrSet>`;

const addRanges: Interception = async ({ operation }, pass) => {
  const answer = await pass();
  if (operation !== "DescribePrefixLists") return answer;
  const body = answer.body.toString().replaceAll("</prefixListName>", `</prefixListName>${RANGES}`);
  return {
    ...answer,
    headers: { ...answer.headers, "content-length": String(Buffer.byteLength(body)) },
    body,
  };
};
