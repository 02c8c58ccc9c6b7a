/** What a client has to be told. */
export interface ClientSetup {
  readonly endpoint: string;
  readonly region: string;
  /** Any credentials will do; else a registered access key is needed. */
  readonly open: boolean;
}

export interface Example {
  readonly title: string;
  readonly text: string;
  readonly note?: string;
}

/** How to point the usual clients at this server. */
export function clientExamples(setup: ClientSetup): readonly Example[] {
  return [awsCli(setup), boto3(setup), javaScript(setup), terraform(setup)];
}

function keysOf({ open }: ClientSetup): readonly [id: string, secret: string] {
  return open ? ['test', 'test'] : ['<your access key>', '<its secret>'];
}

function awsCli(setup: ClientSetup): Example {
  const [id, secret] = keysOf(setup);
  return {
    title: 'AWS CLI',
    text: `export AWS_ENDPOINT_URL_DIRECT_CONNECT=${setup.endpoint}
export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}
export AWS_DEFAULT_REGION=${setup.region}
aws directconnect describe-locations`,
    note: `Before version 2.13 (1.29 of version 1) the AWS CLI does not know that variable and would call the real service: give it --endpoint-url ${setup.endpoint} instead.${
      setup.open ? ' An access key of 12 digits is the account; any other is the default account.' : ''
    }`,
  };
}

function boto3(setup: ClientSetup): Example {
  const [id, secret] = keysOf(setup);
  return {
    title: 'Python (boto3)',
    text: `import boto3

dx = boto3.client(
    "directconnect",
    endpoint_url="${setup.endpoint}",
    region_name="${setup.region}",
    aws_access_key_id="${id}",
    aws_secret_access_key="${secret}",
)
print(dx.describe_locations()["locations"][0])`,
  };
}

function javaScript(setup: ClientSetup): Example {
  const [id, secret] = keysOf(setup);
  return {
    title: 'JavaScript (AWS SDK v3)',
    text: `import { DescribeLocationsCommand, DirectConnectClient } from '@aws-sdk/client-direct-connect';

const dx = new DirectConnectClient({
  endpoint: '${setup.endpoint}',
  region: '${setup.region}',
  credentials: { accessKeyId: '${id}', secretAccessKey: '${secret}' },
});
console.log(await dx.send(new DescribeLocationsCommand()));`,
  };
}

function terraform(setup: ClientSetup): Example {
  const [id, secret] = keysOf(setup);
  return {
    title: 'Terraform',
    text: `provider "aws" {
  region                      = "${setup.region}"
  access_key                  = "${id}"
  secret_key                  = "${secret}"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true

  endpoints {
    directconnect = "${setup.endpoint}"
  }
}`,
  };
}
