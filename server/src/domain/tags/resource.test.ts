import { describe, expect, test } from 'vitest';
import { resourceOf, withAccount } from './resource.ts';

const OWN = '123456789012';
const GROUP = 'dxrg-abcdefghijklmnop1';
const find = (arn: string, region = 'eu-west-1') => resourceOf(arn, OWN, region);

describe('an ARN names', () => {
  test.each([
    [`arn:aws:directconnect:eu-west-1:${OWN}:dxcon/dxcon-ffabcdef`, 'dxcon', 'dxcon-ffabcdef'],
    [`arn:aws:directconnect:eu-west-1:${OWN}:dxlag/dxlag-ffabcdef`, 'dxlag', 'dxlag-ffabcdef'],
    [`arn:aws:directconnect:eu-west-1:${OWN}:dxvif/dxvif-ffabcdef`, 'dxvif', 'dxvif-ffabcdef'],
    [`arn:aws:directconnect::${OWN}:dx-resiliency-group/${GROUP}`, 'dx-resiliency-group', GROUP],
  ])('%s', (arn, kind, id) => {
    expect(find(arn)).toEqual({ kind, id });
  });

  test('a thing of its Region’s partition', () => {
    const arn = `arn:aws-cn:directconnect:cn-north-1:${OWN}:dxcon/dxcon-ffabcdef`;
    expect(find(arn, 'cn-north-1')).toEqual({ kind: 'dxcon', id: 'dxcon-ffabcdef' });
  });
});

describe('nothing is found', () => {
  test.each([
    ['of another account', `arn:aws:directconnect:eu-west-1:210987654321:dxcon/dxcon-ffabcdef`],
    ['of another Region', `arn:aws:directconnect:us-east-1:${OWN}:dxcon/dxcon-ffabcdef`],
    ['of another partition', `arn:aws-cn:directconnect:eu-west-1:${OWN}:dxcon/dxcon-ffabcdef`],
    ['without the Region it must have', `arn:aws:directconnect::${OWN}:dxcon/dxcon-ffabcdef`],
    ['with a Region it has not', `arn:aws:directconnect:eu-west-1:${OWN}:dx-resiliency-group/${GROUP}`],
    ['global, of another account', `arn:aws:directconnect::210987654321:dx-resiliency-group/${GROUP}`],
    ['global, of another partition', `arn:aws-cn:directconnect::${OWN}:dx-resiliency-group/${GROUP}`],
  ])('%s', (_, arn) => {
    expect(find(arn)).toEqual({
      refused: 'DirectConnectClientException',
      message: `Resource ${arn} does not exist.`,
    });
  });
});

test.each([
  '',
  'dxcon-ffabcdef',
  `arn:aws:ec2:eu-west-1:${OWN}:dxcon/dxcon-ffabcdef`,
  `arn:aws:directconnect:eu-west-1:12345:dxcon/dxcon-ffabcdef`,
  `arn:aws:directconnect:eu-west-1:${OWN}:dxrouter/dxcon-ffabcdef`,
  `arn:aws:directconnect:eu-west-1:${OWN}:dxcon/`,
  `arn:aws:directconnect:eu-west-1:${OWN}:dxcon/dxcon-ffabcdef\n`,
])('an ARN of a wrong form is refused: %j', (arn) => {
  expect(find(arn)).toEqual({
    refused: 'DirectConnectClientException',
    message: `Resource ARN ${arn} has an invalid format.`,
  });
});

test.each<[arn: string, whole: string]>([
  ['arn:aws:directconnect:eu-west-1::dxvif/dxvif-a', `arn:aws:directconnect:eu-west-1:${OWN}:dxvif/dxvif-a`],
  ['arn:aws:directconnect:::dx-gateway/a', `arn:aws:directconnect::${OWN}:dx-gateway/a`],
  ['arn:aws:directconnect:a:210987654321:dxvif/b', 'arn:aws:directconnect:a:210987654321:dxvif/b'],
  ['arn:aws:ec2:eu-west-1::vpc/a', 'arn:aws:ec2:eu-west-1::vpc/a'],
  ['a::b', 'a::b'],
])('an account is put where an ARN has none: %s', (arn, whole) => {
  expect(withAccount(arn, OWN)).toBe(whole);
});
