// Functions of pcap that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const pcap: readonly BlockingCall[] = calls({ header: 'pcap.h', class: 'io-network', certainty: 'usually', returns: 'int' }, [
  { name: 'iptc_commit', header: 'libiptc/libiptc.h' },
  { name: 'mnl_cb_run', header: 'libmnl/libmnl.h', note: 'callback' },
  { name: 'mnl_socket_recvfrom', header: 'libmnl/libmnl.h', certainty: 'always', returns: 'ssize_t' },
  { name: 'nflog_handle_packet', header: 'libnetfilter_log/libnetfilter_log.h', certainty: 'always', note: 'callback inside' },
  { name: 'nfq_handle_packet', header: 'libnetfilter_queue/libnetfilter_queue.h', certainty: 'always', note: 'callback inside' },
  { name: 'nl_recvmsgs_default', header: 'netlink/netlink.h', certainty: 'always', note: 'callback' },
  { name: 'nl_send_sync', header: 'netlink/netlink.h', certainty: 'always' },
  { name: 'pcap_activate' },
  { name: 'pcap_close', returns: 'void' },
  { name: 'pcap_compile', class: 'cpu', certainty: 'maybe', note: 'not thread-safe before 1.8' },
  { name: 'pcap_create', certainty: 'maybe', returns: 'pcap_t*' },
  { name: 'pcap_dispatch', certainty: 'always', note: 'packet callback runs inside' },
  { name: 'pcap_dump', class: 'io-disk', returns: 'void' },
  { name: 'pcap_dump_flush', class: 'io-disk' },
  { name: 'pcap_findalldevs' },
  { name: 'pcap_inject' },
  { name: 'pcap_lookupdev', returns: 'char*' },
  { name: 'pcap_lookupnet' },
  { name: 'pcap_loop', certainty: 'always', note: 'packet callback runs inside' },
  { name: 'pcap_next', certainty: 'always', returns: 'const u_char*', nonBlocking: { object: 'p', mode: 'pcap_setnonblock' } },
  { name: 'pcap_next_ex', certainty: 'always', nonBlocking: { object: 'p', mode: 'pcap_setnonblock' } },
  { name: 'pcap_open_live', returns: 'pcap_t*' },
  { name: 'pcap_open_offline', class: 'io-disk', returns: 'pcap_t*' },
  { name: 'pcap_sendpacket' },
  { name: 'pcap_setfilter' },
]);
