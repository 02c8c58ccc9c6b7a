export interface Banner {
  readonly version: string;
  readonly endpoint: string;
  readonly region: string;
  /** Any credentials will do. */
  readonly open: boolean;
}

/** What a person at a terminal needs in order to go on. */
export function bannerText({ version, endpoint, region, open }: Banner): string {
  const keys = open
    ? 'AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test'
    : 'AWS_ACCESS_KEY_ID=<registered key> AWS_SECRET_ACCESS_KEY=<its secret>';
  return `crossconnect ${version} listens on ${endpoint} (open it in a browser for more)

  export AWS_ENDPOINT_URL_DIRECT_CONNECT=${endpoint}
  export ${keys}
  export AWS_DEFAULT_REGION=${region} AWS_REGION=${region}

Try:  aws directconnect describe-locations
An AWS CLI older than 2.13 ignores the first variable and calls the real service: give it
--endpoint-url ${endpoint} instead.

Ctrl+C stops it.
`;
}
