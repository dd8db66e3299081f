// Functions of qt that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const qt: readonly BlockingCall[] = calls({ header: 'QtCore', class: 'wait-sync', certainty: 'always', returns: 'bool' }, [
  { name: 'QAbstractSocket::waitForConnected', class: 'io-network' },
  { name: 'QApplication::exec', returns: 'int' },
  { name: 'QCoreApplication::exec', returns: 'int', note: 'slots may be Python' },
  { name: 'QCoreApplication::processEvents', certainty: 'usually', returns: 'void' },
  { name: 'QDialog::exec', returns: 'int' },
  { name: 'QEventLoop::exec', returns: 'int' },
  { name: 'QFile::open', class: 'io-disk', certainty: 'usually' },
  { name: 'QIODevice::readAll', class: 'io-disk', certainty: 'usually', returns: 'QByteArray' },
  { name: 'QIODevice::waitForReadyRead', class: 'io-network' },
  { name: 'QMutex::lock', class: 'lock', returns: 'void' },
  { name: 'QMutexLocker', class: 'lock', returns: 'int' },
  { name: 'QProcess::execute', class: 'wait-process', returns: 'int' },
  { name: 'QProcess::waitForFinished', class: 'wait-process' },
  { name: 'QSemaphore::acquire', returns: 'void' },
  { name: 'QThread::msleep', class: 'sleep', returns: 'void' },
  { name: 'QThread::sleep', class: 'sleep', returns: 'void' },
  { name: 'QThread::wait' },
  { name: 'QThreadPool::waitForDone' },
  { name: 'QWaitCondition::wait' },
]);
