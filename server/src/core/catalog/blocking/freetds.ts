// Functions of freetds that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const freetds: readonly BlockingCall[] = calls({ header: 'sybdb.h', class: 'io-network', certainty: 'always', returns: 'RETCODE' }, [
  { name: 'bcp_batch', returns: 'DBINT' },
  { name: 'bcp_done', returns: 'DBINT' },
  { name: 'bcp_exec' },
  { name: 'bcp_sendrow' },
  { name: 'dbadata', certainty: 'maybe', guessed: true },
  { name: 'dbadlen', certainty: 'maybe', guessed: true },
  { name: 'dbalttype', certainty: 'maybe', guessed: true },
  { name: 'dbcancel' },
  { name: 'dbcanquery' },
  { name: 'dbclose', certainty: 'usually', returns: 'void' },
  { name: 'dbcoltype', certainty: 'maybe', guessed: true },
  { name: 'dbdata', certainty: 'maybe', guessed: true },
  { name: 'dbdatlen', certainty: 'maybe', guessed: true },
  { name: 'dbnextrow', returns: 'STATUS' },
  { name: 'dbopen', returns: 'DBPROCESS*' },
  { name: 'dbresults' },
  { name: 'dbretdata', certainty: 'maybe', guessed: true },
  { name: 'dbretlen', certainty: 'maybe', guessed: true },
  { name: 'dbretname', certainty: 'maybe', guessed: true },
  { name: 'dbrettype', certainty: 'maybe', guessed: true },
  { name: 'dbrpcinit', certainty: 'maybe', guessed: true },
  { name: 'dbrpcparam', certainty: 'maybe', guessed: true },
  { name: 'dbrpcsend', certainty: 'usually' },
  { name: 'dbsqlexec' },
  { name: 'dbsqlok' },
  { name: 'dbsqlsend', certainty: 'usually' },
  { name: 'dbuse' },
]);
