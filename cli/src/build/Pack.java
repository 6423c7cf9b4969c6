import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the command's class path into one jar that starts fast: {@code java Pack.java OUT.jar
 * CLASSPATH}.
 *
 * <p>Three things cost start-up time and are mended here. A class file older than version 50 is not
 * taken into the AOT cache (picocli's are 49: 80 ms of loading and verifying): its version is
 * raised, and the stack maps that the new version demands are made. Some calls are linked while
 * the command runs, cache or not: {@link PlainCalls}. And every jar on the class path is opened,
 * compared with the cache, and searched for services: so there is one, uncompressed.
 *
 * <p>It stands outside the modules because it comes after them, and needs the JDK alone, which runs
 * it from its source. Its jar serves the launcher; what is published are the plain jars.
 */
final class Pack {
    /** The oldest version that the AOT cache takes; the first that has stack maps (JVMS §4.10). */
    private static final int OLDEST_CACHED = ClassFile.JAVA_6_VERSION;

    /** A body that no transformation touches would be copied as it is, without a stack map. */
    private static final ClassTransform RAISED =
            ClassTransform.transformingMethodBodies(CodeBuilder::with)
                    .andThen(
                            (builder, element) ->
                                    builder.with(
                                            element instanceof ClassFileVersion
                                                    ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                                                    : element));

    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Map<String, byte[]> entries = new TreeMap<>();

    public static void main(String[] arguments) throws IOException {
        var pack = new Pack();
        for (String element : arguments[1].split(File.pathSeparator)) {
            pack.take(Path.of(element));
        }
        pack.write(Path.of(arguments[0]));
    }

    private void take(Path element) throws IOException {
        if (Files.isDirectory(element)) {
            takeAll(element);
            return;
        }
        // Of a jar for several Java versions, the files for the one that runs this.
        var runtime = Map.of("releaseVersion", "runtime");
        try (FileSystem jar = FileSystems.newFileSystem(element, runtime)) {
            takeAll(jar.getPath("/"));
        }
    }

    private void takeAll(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            files.filter(Files::isRegularFile).forEach(file -> takeFile(root, file));
        }
    }

    private void takeFile(Path root, Path file) {
        String name = root.relativize(file).toString();
        if (isWanted(name)) {
            try {
                put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Manifests, signatures and module descriptors speak of the jar that they came in. dnsjava
     * offers itself as the JDK's resolver: that costs a search at the first look-up, and Naze asks
     * the system.
     */
    private static boolean isWanted(String name) {
        return name.startsWith("META-INF/")
                ? name.startsWith("META-INF/services/")
                        && !name.startsWith("META-INF/services/java.")
                        && !name.startsWith("META-INF/services/sun.")
                : !name.equals("module-info.class");
    }

    private void put(String name, byte[] bytes) {
        if (name.startsWith("META-INF/services/")) {
            entries.merge(name, bytes, Pack::oneAfterTheOther);
        } else if (entries.put(name, bytes) != null) {
            throw new IllegalStateException("twice on the class path: " + name);
        }
    }

    private static byte[] oneAfterTheOther(byte[] first, byte[] second) {
        var charset = StandardCharsets.UTF_8;
        return (new String(first, charset) + "\n" + new String(second, charset)).getBytes(charset);
    }

    private void write(Path jar) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setMethod(ZipOutputStream.STORED);
            for (var entry : entries.entrySet()) {
                String name = entry.getKey();
                byte[] bytes = entry.getValue();
                store(out, name, name.endsWith(".class") ? cacheable(bytes) : bytes);
            }
        }
    }

    private static void store(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private byte[] cacheable(byte[] bytes) {
        var format =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(this::packed)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        ClassModel type = format.parse(bytes);
        if (type.majorVersion() < OLDEST_CACHED) {
            return format.transformClass(type, RAISED);
        }
        return PlainCalls.areDue(type)
                ? format.transformClass(type, PlainCalls.of(type))
                : bytes;
    }

    private InputStream packed(ClassDesc type) {
        String descriptor = type.descriptorString();
        byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }
}
