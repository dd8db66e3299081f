// Functions of SNMP, RPC and NIS that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const snmp: readonly BlockingCall[] = calls({ class: 'io-network', certainty: 'always', returns: 'int' }, [
  { name: 'RTMP_Connect', header: 'librtmp/rtmp.h' },
  { name: 'RTMP_ConnectStream', header: 'librtmp/rtmp.h' },
  { name: 'RTMP_Read', header: 'librtmp/rtmp.h' },
  { name: 'RTMP_ReadPacket', header: 'librtmp/rtmp.h' },
  { name: 'RTMP_Write', header: 'librtmp/rtmp.h' },
  { name: 'agent_check_and_process', header: 'net-snmp/agent/net-snmp-agent-includes.h', nonBlocking: { arg: 0, is: ['0'] }, note: 'handlers inside' },
  { name: 'clnt_call', header: 'rpc/rpc.h', returns: 'enum clnt_stat' },
  { name: 'clnt_create', header: 'rpc/rpc.h', returns: 'CLIENT*' },
  { name: 'rpc_call', header: 'rpc/rpc.h', returns: 'enum clnt_stat' },
  { name: 'snmp_open', header: 'net-snmp/net-snmp-includes.h', certainty: 'usually', returns: 'netsnmp_session*' },
  { name: 'snmp_read', header: 'net-snmp/net-snmp-includes.h', certainty: 'usually', returns: 'void', note: 'callbacks' },
  { name: 'snmp_send', header: 'net-snmp/net-snmp-includes.h', certainty: 'usually' },
  { name: 'snmp_sess_read', header: 'net-snmp/net-snmp-includes.h', certainty: 'usually', note: 'callbacks' },
  { name: 'snmp_sess_synch_response', header: 'net-snmp/net-snmp-includes.h' },
  { name: 'snmp_synch_response', header: 'net-snmp/net-snmp-includes.h' },
  { name: 'svc_run', header: 'rpc/rpc.h', returns: 'void' },
  { name: 'wbcLookupName', header: 'wbclient.h', certainty: 'usually' },
  { name: 'yp_all', header: 'rpcsvc/ypclnt.h', note: 'callback' },
  { name: 'yp_first', header: 'rpcsvc/ypclnt.h' },
  { name: 'yp_get_default_domain', header: 'rpcsvc/ypclnt.h', certainty: 'maybe' },
  { name: 'yp_master', header: 'rpcsvc/ypclnt.h' },
  { name: 'yp_match', header: 'rpcsvc/ypclnt.h' },
  { name: 'yp_next', header: 'rpcsvc/ypclnt.h' },
]);
