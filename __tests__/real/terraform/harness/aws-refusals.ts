import { type ApiAnswer, type ApiCall } from "./intercepted-api";

/*
 * Error responses of AWS that moto does not send; `STAND_INS` in quirks.ts has the reasons. Codes and texts come from AWS's
 * pages on error responses (S3, STS, KMS) and error codes (EC2).
 */

/** Response to expired credentials. EC2 uses another code than the other services. */
export function expiredCredentials({ protocol }: ApiCall): ApiAnswer {
  switch (protocol) {
    case "ec2":
      return xml(
        400,
        "<Response><Errors><Error><Code>RequestExpired</Code><Message>Request has expired.</Message></Error></Errors>" +
          "<RequestID>none</RequestID></Response>",
      );
    case "query":
      return xml(
        403,
        "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code>" +
          "<Message>The security token included in the request is expired</Message></Error>" +
          "<RequestId>none</RequestId></ErrorResponse>",
      );
    case "json":
      return {
        status: 400,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: JSON.stringify({
          __type: "ExpiredTokenException",
          message: "The security token included in the request is expired",
        }),
      };
    case "rest":
      return xml(
        400,
        "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>",
      );
  }
}

/** Response to a request for a bucket of `region` in another region. */
export function bucketElsewhere(region: string): ApiAnswer {
  const { headers, ...answer } = xml(
    301,
    "<Error><Code>PermanentRedirect</Code><Message>The bucket you are attempting to access must be addressed using " +
      "the specified endpoint. Please send all future requests to this endpoint.</Message></Error>",
  );
  return { ...answer, headers: { ...headers, "x-amz-bucket-region": region } };
}

/** Response of a service that is temporarily unavailable. */
export const UNAVAILABLE: ApiAnswer = { status: 503, headers: {}, body: "" };

/** Refusal of a deletion, which no provider tries again. */
export const CERTIFICATE_KEPT: ApiAnswer = {
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify({ __type: "AccessDeniedException", message: "the certificate is kept" }),
};

const xml = (status: number, body: string): ApiAnswer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});
