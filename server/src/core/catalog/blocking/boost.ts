// Functions of boost that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const boost: readonly BlockingCall[] = calls({ header: 'boost/thread', certainty: 'always', returns: 'void' }, [
  { name: 'boost::asio::connect', class: 'io-network' },
  { name: 'boost::asio::io_context::run', class: 'io-network', returns: 'size_t' },
  { name: 'boost::asio::io_service::run', class: 'io-network', returns: 'size_t' },
  { name: 'boost::asio::read', class: 'io-network', returns: 'size_t' },
  { name: 'boost::asio::write', class: 'io-network', returns: 'size_t' },
  { name: 'boost::condition_variable::wait', class: 'wait-sync' },
  { name: 'boost::interprocess::named_mutex::lock', class: 'lock' },
  { name: 'boost::lock_guard', class: 'lock' },
  { name: 'boost::mutex::lock', class: 'lock' },
  { name: 'boost::mutex::scoped_lock', class: 'lock' },
  { name: 'boost::process::system', class: 'wait-process', returns: 'int' },
  { name: 'boost::this_thread::sleep', class: 'sleep' },
  { name: 'boost::this_thread::sleep_for', class: 'sleep' },
  { name: 'boost::thread::join', class: 'wait-sync' },
  { name: 'boost::thread::timed_join', class: 'wait-sync', returns: 'bool' },
  { name: 'boost::unique_lock', class: 'lock' },
]);
