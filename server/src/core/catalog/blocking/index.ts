// All blocking calls, by library.
// The library is not in the rows: it is the name of the list that a row stands in.
import type { BlockingCall } from '../types.js';
import { aerospike } from './aerospike.js';
import { alsa } from './alsa.js';
import { argon2 } from './argon2.js';
import { avif } from './avif.js';
import { blas } from './blas.js';
import { blosc } from './blosc.js';
import { bluetooth } from './bluetooth.js';
import { boost } from './boost.js';
import { bzip2 } from './bzip2.js';
import { cairo } from './cairo.js';
import { cassandra } from './cassandra.js';
import { cplusplus } from './cplusplus.js';
import { cuda } from './cuda.js';
import { cups } from './cups.js';
import { curl } from './curl.js';
import { curses } from './curses.js';
import { dbm } from './dbm.js';
import { dbus } from './dbus.js';
import { dns } from './dns.js';
import { events } from './events.js';
import { ffmpeg } from './ffmpeg.js';
import { fftw } from './fftw.js';
import { firebird } from './firebird.js';
import { freetds } from './freetds.js';
import { freetype } from './freetype.js';
import { fuse } from './fuse.js';
import { gdal } from './gdal.js';
import { glib } from './glib.js';
import { gmp } from './gmp.js';
import { gnutls } from './gnutls.js';
import { gpgme } from './gpgme.js';
import { gpiod } from './gpiod.js';
import { grpc } from './grpc.js';
import { gssapi } from './gssapi.js';
import { gstreamer } from './gstreamer.js';
import { hdf5 } from './hdf5.js';
import { hiredis } from './hiredis.js';
import { i2c } from './i2c.js';
import { jack } from './jack.js';
import { jpeg } from './jpeg.js';
import { lapack } from './lapack.js';
import { lcms2 } from './lcms2.js';
import { ldap } from './ldap.js';
import { leveldb } from './leveldb.js';
import { libarchive } from './libarchive.js';
import { libc } from './libc.js';
import { libdeflate } from './libdeflate.js';
import { libftdi } from './libftdi.js';
import { libgit2 } from './libgit2.js';
import { libguestfs } from './libguestfs.js';
import { libpq } from './libpq.js';
import { librdkafka } from './librdkafka.js';
import { libsecp256k1 } from './libsecp256k1.js';
import { libserialport } from './libserialport.js';
import { libsodium } from './libsodium.js';
import { libssh2 } from './libssh2.js';
import { liburing } from './liburing.js';
import { libusb } from './libusb.js';
import { libvirt } from './libvirt.js';
import { lmdb } from './lmdb.js';
import { lz4 } from './lz4.js';
import { lzma } from './lzma.js';
import { macos } from './macos.js';
import { magick } from './magick.js';
import { media } from './media.js';
import { memcached } from './memcached.js';
import { modbus } from './modbus.js';
import { mongoc } from './mongoc.js';
import { mosquitto } from './mosquitto.js';
import { mpi } from './mpi.js';
import { mysql } from './mysql.js';
import { nats } from './nats.js';
import { netcdf } from './netcdf.js';
import { nghttp2 } from './nghttp2.js';
import { nss } from './nss.js';
import { numpy } from './numpy.js';
import { odbc } from './odbc.js';
import { opencl } from './opencl.js';
import { opencv } from './opencv.js';
import { openjpeg } from './openjpeg.js';
import { openssl } from './openssl.js';
import { oracle } from './oracle.js';
import { pcap } from './pcap.js';
import { pcsc } from './pcsc.js';
import { pkcs11 } from './pkcs11.js';
import { png } from './png.js';
import { portaudio } from './portaudio.js';
import { pulse } from './pulse.js';
import { qt } from './qt.js';
import { rabbitmq } from './rabbitmq.js';
import { regex } from './regex.js';
import { rocksdb } from './rocksdb.js';
import { rpm } from './rpm.js';
import { sdl } from './sdl.js';
import { selinux } from './selinux.js';
import { smbclient } from './smbclient.js';
import { snappy } from './snappy.js';
import { snmp } from './snmp.js';
import { solvers } from './solvers.js';
import { sqlite } from './sqlite.js';
import { storage } from './storage.js';
import { systemd } from './systemd.js';
import { tcl } from './tcl.js';
import { tiff } from './tiff.js';
import { udev } from './udev.js';
import {
  bcrypt,
  brotli,
  bsd,
  gsl,
  libacl,
  libaio,
  libffi,
  libxcrypt,
  lzo,
  openmp,
  python,
  readline,
  tbb,
} from './various.js';
import { webp } from './webp.js';
import { win32 } from './win32.js';
import { x11 } from './x11.js';
import { xml } from './xml.js';
import { xxhash } from './xxhash.js';
import { yara } from './yara.js';
import { zlib } from './zlib.js';
import { zmq } from './zmq.js';
import { zopfli } from './zopfli.js';
import { zstd } from './zstd.js';

/** The rows by library. */
export const blockingByLibrary: Readonly<Record<string, readonly BlockingCall[]>> = {
  aerospike,
  alsa,
  argon2,
  avif,
  bcrypt,
  blas,
  blosc,
  bluetooth,
  boost,
  brotli,
  bsd,
  bzip2,
  cairo,
  cassandra,
  cplusplus,
  cuda,
  cups,
  curl,
  curses,
  dbm,
  dbus,
  dns,
  events,
  ffmpeg,
  fftw,
  firebird,
  freetds,
  freetype,
  fuse,
  gdal,
  glib,
  gmp,
  gnutls,
  gpgme,
  gpiod,
  grpc,
  gsl,
  gssapi,
  gstreamer,
  hdf5,
  hiredis,
  i2c,
  jack,
  jpeg,
  lapack,
  lcms2,
  ldap,
  leveldb,
  libacl,
  libaio,
  libarchive,
  libc,
  libdeflate,
  libffi,
  libftdi,
  libgit2,
  libguestfs,
  libpq,
  librdkafka,
  libsecp256k1,
  libserialport,
  libsodium,
  libssh2,
  liburing,
  libusb,
  libvirt,
  libxcrypt,
  lmdb,
  lz4,
  lzma,
  lzo,
  macos,
  magick,
  media,
  memcached,
  modbus,
  mongoc,
  mosquitto,
  mpi,
  mysql,
  nats,
  netcdf,
  nghttp2,
  nss,
  numpy,
  odbc,
  opencl,
  opencv,
  openjpeg,
  openmp,
  openssl,
  oracle,
  pcap,
  pcsc,
  pkcs11,
  png,
  portaudio,
  pulse,
  python,
  qt,
  rabbitmq,
  readline,
  regex,
  rocksdb,
  rpm,
  sdl,
  selinux,
  smbclient,
  snappy,
  snmp,
  solvers,
  sqlite,
  storage,
  systemd,
  tbb,
  tcl,
  tiff,
  udev,
  webp,
  win32,
  x11,
  xml,
  xxhash,
  yara,
  zlib,
  zmq,
  zopfli,
  zstd,
};

export const blockingCalls: readonly BlockingCall[] = Object.values(blockingByLibrary).flat();
