import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives one class ordinary methods in place of the calls that the JVM would link while it runs: a
 * record's {@code equals} and {@code hashCode}, and a {@code switch} over types.
 *
 * <p>The AOT cache of JDK 25 keeps lambdas and string concatenation linked, but not these: each
 * makes and loads classes at its first call, 5 to 8 ms apiece in a command that has 70. What the
 * methods do is what java.lang.runtime.ObjectMethods and SwitchBootstraps say.
 */
final class PlainCalls {
    private static final ClassDesc OBJECT_METHODS =
            ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final MethodTypeDesc TAKES_OBJECT =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
    private static final MethodTypeDesc TAKES_TWO =
            MethodTypeDesc.of(
                    ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private final ClassDesc owner;
    private final boolean isInterface;
    private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();

    private PlainCalls(ClassModel type) {
        owner = type.thisClass().asSymbol();
        isInterface = type.flags().has(AccessFlag.INTERFACE);
    }

    /** What a class needs; it has a state, so each class needs its own. */
    static ClassTransform of(ClassModel type) {
        return new PlainCalls(type).transform();
    }

    /** Whether the class names one of the linkers: most don't, and stay as they are. */
    static boolean areDue(ClassModel type) {
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof ClassEntry named
                    && (named.asSymbol().equals(OBJECT_METHODS)
                            || named.asSymbol().equals(SWITCHES))) {
                return true;
            }
        }
        return false;
    }

    private ClassTransform transform() {
        return ClassTransform.transformingMethodBodies(this::replace)
                .andThen(
                        ClassTransform.endHandler(
                                builder -> methods.forEach(method -> method.accept(builder))));
    }

    private void replace(CodeBuilder code, CodeElement element) {
        var body = element instanceof InvokeDynamicInstruction call ? body(call) : none();
        if (body.isEmpty()) {
            code.with(element);
            return;
        }
        String name = "plain$" + methods.size();
        MethodTypeDesc type = ((InvokeDynamicInstruction) element).typeSymbol();
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        methods.add(builder -> builder.withMethodBody(name, type, flags, body.get()));
        code.invokestatic(owner, name, type, isInterface);
    }

    private static Optional<Consumer<CodeBuilder>> none() {
        return Optional.empty();
    }

    private static Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction call) {
        ClassDesc linker = call.bootstrapMethod().owner();
        if (linker.equals(OBJECT_METHODS)) {
            return switch (call.name().stringValue()) {
                case "equals" -> Optional.of(code -> equality(code, call));
                case "hashCode" -> Optional.of(code -> hash(code, components(call)));
                default -> none();
            };
        }
        // Enum constants among the labels: such switches are rare.
        return linker.equals(SWITCHES) && call.bootstrapArgs().stream().allMatch(PlainCalls::isType)
                ? Optional.of(code -> typeSwitch(code, call.bootstrapArgs()))
                : none();
    }

    private static boolean isType(ConstantDesc label) {
        return label instanceof ClassDesc type && !type.isPrimitive();
    }

    /** A record's components, as the getters of their fields. */
    private static List<DirectMethodHandleDesc> components(InvokeDynamicInstruction call) {
        return call.bootstrapArgs().stream()
                .filter(DirectMethodHandleDesc.class::isInstance)
                .map(DirectMethodHandleDesc.class::cast)
                .toList();
    }

    private static ClassDesc typeOf(DirectMethodHandleDesc component) {
        return component.invocationType().returnType();
    }

    private static void load(CodeBuilder code, DirectMethodHandleDesc component) {
        code.getfield(component.owner(), component.methodName(), typeOf(component));
    }

    private static void hash(CodeBuilder code, List<DirectMethodHandleDesc> components) {
        code.iconst_0();
        for (var component : components) {
            code.bipush(31).imul().aload(0);
            load(code, component);
            hashOne(code, typeOf(component));
            code.iadd();
        }
        code.ireturn();
    }

    private static void hashOne(CodeBuilder code, ClassDesc type) {
        if (type.isPrimitive()) {
            code.invokestatic(
                    boxOf(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
        } else {
            code.invokestatic(OBJECTS, "hashCode", TAKES_OBJECT);
        }
    }

    private static ClassDesc boxOf(ClassDesc primitive) {
        return switch (primitive.displayName()) {
            case "int" -> ConstantDescs.CD_Integer;
            case "char" -> ConstantDescs.CD_Character;
            default -> {
                String name = primitive.displayName();
                yield ClassDesc.of(
                        "java.lang." + Character.toUpperCase(name.charAt(0)) + name.substring(1));
            }
        };
    }

    private static void equality(CodeBuilder code, InvokeDynamicInstruction call) {
        ClassDesc record = (ClassDesc) call.bootstrapArgs().getFirst();
        Label differs = code.newLabel();
        code.aload(1).instanceOf(record).ifeq(differs);
        code.aload(1).checkcast(record).astore(2);
        for (var component : components(call)) {
            code.aload(0);
            load(code, component);
            code.aload(2);
            load(code, component);
            compare(code, typeOf(component), differs);
        }
        code.iconst_1().ireturn();
        code.labelBinding(differs).iconst_0().ireturn();
    }

    /** Primitives as their boxes' {@code compare} sees them: NaN equals itself, 0.0 isn't -0.0. */
    private static void compare(CodeBuilder code, ClassDesc type, Label differs) {
        if (type.isPrimitive()) {
            var two = MethodTypeDesc.of(ConstantDescs.CD_int, type, type);
            code.invokestatic(boxOf(type), "compare", two).ifne(differs);
        } else {
            code.invokestatic(OBJECTS, "equals", TAKES_TWO).ifeq(differs);
        }
    }

    /** The index of the first label from the second argument on that fits the first; null is -1. */
    private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
        Label notNull = code.newLabel();
        code.aload(0).ifnonnull(notNull).iconst_m1().ireturn();
        code.labelBinding(notNull);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.loadConstant(i).loadLocal(TypeKind.INT, 1).if_icmplt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn();
            code.labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
